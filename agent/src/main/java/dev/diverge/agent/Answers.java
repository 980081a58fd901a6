package dev.diverge.agent;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
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

  private static final String FLIGHT_RECORDER = "jdk.jfr.FlightRecorder";

  private final LazyParts agent;
  private final String jmx;
  private boolean logged;
  private boolean refused;
  private volatile @Nullable DivergeBean bean;
  private volatile boolean flight;

  /** Passages of which Flight Recorder, if there is one, was not told. */
  private final Queue<Passage> untold = new ConcurrentLinkedQueue<>();

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
    flight = flight || loaded.has(FLIGHT_RECORDER);
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

  /** Whoever ran the transition does not look through all classes there are: that is for later. */
  @Override
  public void accept(Passage passage) {
    DivergeBean to = bean;
    if (to != null) {
      to.tell(passage);
    }
    if (flight) {
      FlightEvents.emit(passage);
    } else {
      untold.add(passage);
    }
  }

  /** On the follower's thread, at every poll. */
  void catchUp() {
    if (untold.isEmpty()) {
      return;
    }
    flight = flight || Loaded.now(agent.instrumentation).has(FLIGHT_RECORDER);
    for (Passage passage; (passage = untold.poll()) != null; ) {
      if (flight) {
        FlightEvents.emit(passage);
      }
    }
  }
}
