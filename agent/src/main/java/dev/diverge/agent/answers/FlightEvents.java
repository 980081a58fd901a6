package dev.diverge.agent.answers;

import dev.diverge.agent.transition.ResetDone;
import dev.diverge.agent.transition.TransitionRecord;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** Emits the events of a transition, once Flight Recorder is initialised. */
public final class FlightEvents {

  private static boolean rehearsed;

  private FlightEvents() {}

  /** Loads what {@link #emit} needs, once there is a recorder; on the follower's thread. */
  public static void rehearse() {
    if (!rehearsed && FlightRecorder.isInitialized()) {
      rehearsed = true;
      new CloneEvent().shouldCommit();
      new ResetEvent().shouldCommit();
    }
  }

  public static void emit(TransitionRecord passage) {
    if (!FlightRecorder.isInitialized()) {
      return;
    }
    CloneEvent clone = new CloneEvent();
    clone.epoch = passage.epoch();
    clone.source = passage.by();
    clone.drill = passage.isDrill();
    clone.states = passage.states();
    clone.failures = passage.failures().size();
    clone.took = passage.nanos();
    clone.commit();
    for (ResetDone done : passage.resets()) {
      ResetEvent reset = new ResetEvent();
      reset.epoch = passage.epoch();
      reset.integration = done.name();
      reset.count = done.count();
      reset.took = done.nanos();
      reset.failure = done.failure();
      reset.commit();
    }
  }

  @Name("diverge.Clone")
  @Label("Clone")
  @Description("A clone was noticed, and everything reset")
  @Category("Diverge")
  @StackTrace(false)
  static final class CloneEvent extends Event {
    @Label("Epoch")
    long epoch;

    @Label("Source")
    @Nullable String source;

    @Label("Drill")
    boolean drill;

    @Label("States reset")
    int states;

    @Label("Failures")
    int failures;

    @Label("Took")
    @Timespan(Timespan.NANOSECONDS)
    long took;
  }

  @Name("diverge.Reset")
  @Label("Reset")
  @Description("One integration's part in a transition")
  @Category("Diverge")
  @StackTrace(false)
  static final class ResetEvent extends Event {
    @Label("Epoch")
    long epoch;

    @Label("Integration")
    @Nullable String integration;

    @Label("Count")
    int count;

    @Label("Took")
    @Timespan(Timespan.NANOSECONDS)
    long took;

    @Label("Failure")
    @Nullable String failure;
  }
}
