package dev.diverge.agent;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * JMX, JFR and logging, in which we take part only if the application has them: looked at from the
 * follower's thread and after a transition, so that no class of theirs is loaded on our account.
 *
 * <p>The bean is registered within ten seconds (in the JVM's first minute, one) of somebody's
 * making the platform's MBean server (a JMX agent, a framework, JConsole), with {@code jmx=on}
 * after the first second; events are emitted from when Flight Recorder is initialised. How logging
 * is told to be up: {@link Loaded}.
 */
final class Answers implements Consumer<Passage> {

  private final LazyParts agent;
  private final String jmx;
  private boolean logged;
  private boolean refused;
  private volatile @Nullable DivergeBean bean;

  Answers(LazyParts agent) {
    this.agent = agent;
    this.jmx = agent.options.get(Option.JMX);
  }

  /** On the follower's thread, now and then. */
  void offer() {
    if (logged && (bean != null || jmx.equals("off"))) {
      return;
    }
    Loaded loaded = Loaded.now(agent.instrumentation);
    if (!loaded.mainHasBegun()) {
      return;
    }
    if (!logged && loaded.loggingIsUp()) {
      logged = true;
      ApplicationLog.open(agent.report, !loaded.finderIsMade());
    }
    if (bean == null && !refused && beanIsWanted(loaded)) {
      try {
        bean = DivergeBean.register(agent.state(), jmx.equals("on"));
      } catch (Exception | LinkageError e) {
        refused = true;
        agent.report.line("the JMX bean cannot be registered: " + e);
      }
    }
  }

  private boolean beanIsWanted(Loaded loaded) {
    return jmx.equals("on")
        || (jmx.equals("auto") && loaded.has("javax.management.MBeanServerFactory"));
  }

  @Override
  public void accept(Passage passage) {
    DivergeBean to = bean;
    if (to != null) {
      to.tell(passage);
    }
    if (Loaded.now(agent.instrumentation).has("jdk.jfr.FlightRecorder")) {
      FlightEvents.emit(passage);
    }
  }
}
