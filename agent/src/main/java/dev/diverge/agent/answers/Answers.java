package dev.diverge.agent.answers;

import dev.diverge.agent.process.LoadedClasses;
import dev.diverge.agent.process.Option;
import dev.diverge.agent.process.Options;
import dev.diverge.agent.process.Report;
import dev.diverge.agent.transition.TransitionRecord;
import java.lang.instrument.Instrumentation;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * JMX, JFR and logging, in which we take part only if the application has them: looked at from the
 * follower's thread and after a transition, so that no class of theirs is loaded on our account.
 *
 * <p>The bean is registered within ten seconds (in the JVM's first minute, one) of somebody's
 * making the platform's MBean server (a JMX agent, a framework, JConsole), with {@code jmx=on} once
 * the application no longer starts; events are emitted from when Flight Recorder is initialised.
 * How logging is told to be up: {@link LoadedClasses}.
 */
public final class Answers implements Consumer<TransitionRecord> {

  private static final String FLIGHT_RECORDER = "jdk.jfr.FlightRecorder";

  private final Instrumentation instrumentation;
  private final Report report;
  private final Supplier<AgentState> state;
  private final String jmx;
  private boolean logged;
  private boolean refused;
  private volatile @Nullable DivergeBean bean;
  private volatile boolean flight;

  /** Passages of which Flight Recorder, if there is one, was not told. */
  private final Queue<TransitionRecord> untold = new ConcurrentLinkedQueue<>();

  public Answers(
      Instrumentation instrumentation, Report report, Options options, Supplier<AgentState> state) {
    this.instrumentation = instrumentation;
    this.report = report;
    this.state = state;
    this.jmx = options.get(Option.JMX);
  }

  /** On the follower's thread, now and then. */
  public void offer() {
    if (logged && (bean != null || jmx.equals("off"))) {
      return;
    }
    LoadedClasses loaded = LoadedClasses.now(instrumentation);
    if (!loaded.mainHasBegun()) {
      return;
    }
    flight = flight || loaded.has(FLIGHT_RECORDER);
    if (!logged && loaded.loggingIsUp()) {
      logged = true;
      ApplicationLog.open(report, !loaded.finderIsMade());
    }
    if (bean == null && !refused && beanIsWanted(loaded)) {
      try {
        bean = DivergeBean.register(state.get(), jmx.equals("on"));
      } catch (Exception | LinkageError e) {
        refused = true;
        report.line("the JMX bean cannot be registered: " + e);
      }
    }
  }

  private boolean beanIsWanted(LoadedClasses loaded) {
    return jmx.equals("on")
        || (jmx.equals("auto") && loaded.has("javax.management.MBeanServerFactory"));
  }

  /** Whoever ran the transition does not look through all classes there are: that is for later. */
  @Override
  public void accept(TransitionRecord passage) {
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
  public void catchUp() {
    if (flight) {
      FlightEvents.rehearse();
    }
    if (untold.isEmpty()) {
      return;
    }
    flight = flight || LoadedClasses.now(instrumentation).has(FLIGHT_RECORDER);
    for (TransitionRecord passage; (passage = untold.peek()) != null; ) {
      if (flight) {
        FlightEvents.emit(passage);
      }
      untold.poll(); // not before: there may have been no memory to tell it
    }
  }
}
