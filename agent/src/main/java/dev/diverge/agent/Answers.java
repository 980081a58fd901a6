package dev.diverge.agent;

import java.lang.instrument.Instrumentation;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * JMX and JFR, in which we take part only if the application has them: looked at from the
 * follower's thread and after a transition, so that no class of either is loaded on our account.
 *
 * <p>The bean is registered within ten seconds of somebody's making the platform's MBean server (a
 * JMX agent, a framework, JConsole), with {@code jmx=on} after the first second; events are emitted
 * from when Flight Recorder is initialised.
 */
final class Answers implements Consumer<Passage> {

  private final Instrumentation instrumentation;
  private final State state;
  private final String jmx;
  private volatile @Nullable DivergeBean bean;

  Answers(Instrumentation instrumentation, State state, String jmx) {
    this.instrumentation = instrumentation;
    this.state = state;
    this.jmx = jmx;
  }

  /** On the follower's thread, now and then. */
  void offer() {
    if (bean != null || jmx.equals("off")) {
      return;
    }
    if (jmx.equals("on") || isLoaded("javax.management.MBeanServerFactory")) {
      try {
        bean = DivergeBean.register(state, jmx.equals("on"));
      } catch (Exception | LinkageError e) {
        state.report().line("the JMX bean cannot be registered: " + e);
      }
    }
  }

  @Override
  public void accept(Passage passage) {
    DivergeBean to = bean;
    if (to != null) {
      to.tell(passage);
    }
    if (isLoaded("jdk.jfr.FlightRecorder")) {
      FlightEvents.emit(passage);
    }
  }

  private boolean isLoaded(String name) {
    for (Class<?> c : instrumentation.getAllLoadedClasses()) {
      if (c.getClassLoader() == null && c.getName().equals(name)) {
        return true;
      }
    }
    return false;
  }
}
