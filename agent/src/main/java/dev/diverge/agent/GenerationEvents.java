package dev.diverge.agent;

import dev.diverge.agent.process.Option;
import dev.diverge.agent.process.ShutdownState;
import dev.diverge.driver.Generation;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Hears of the generation; what goes wrong while it is opened is told once, as one line. */
final class GenerationEvents implements Generation.Listener {

  private static final String UNNOTICED = "a clone would go unnoticed";

  private final Agent agent;
  private volatile @Nullable StringBuilder opening = new StringBuilder();
  private @Nullable StartPhase start;
  private boolean failed;

  GenerationEvents(Agent agent) {
    this.agent = agent;
  }

  void opened(Generation generation) {
    StringBuilder troubles = opening;
    opening = null;
    boolean blind = generation.asked() && !generation.usable();
    if (troubles != null && troubles.length() > 0) {
      agent.report.line(
          blind ? troubles.append("; ").append(UNNOTICED).toString() : troubles.toString());
    } else if (blind) {
      agent.report.line(
          "no usable source of the VM's generation: "
              + UNNOTICED
              + "; java -jar diverge.jar doctor says why");
    }
    if (blind && agent.options.is(Option.ON_FAILURE, "halt")) {
      agent.report.line("on-failure=halt: the JVM stops");
      Runtime.getRuntime().halt(1);
    }
  }

  @Override
  public void report(String line) {
    StringBuilder troubles = opening;
    if (troubles == null) {
      agent.report.line(line);
    } else {
      troubles.append(troubles.length() == 0 ? "" : "; ").append(line);
    }
  }

  @Override
  public void changed() {
    agent.transition.changed();
  }

  @Override
  public void kernelReseeded() {
    agent.transition.kernelReseeded();
  }

  @Override
  public void remapped(@Nullable ByteBuffer word) {
    agent.cell.watch(word, agent.cell.seen());
  }

  @Override
  public boolean idle() {
    try {
      agent.transition.tend();
    } catch (Throwable failOpen) {
      failed(failOpen); // what is due still is: at the next look
    }
    try {
      chores();
    } catch (Throwable failOpen) {
      failed(failOpen);
    }
    return isDue();
  }

  /** Nothing is made for them while the application starts and has had no need of it itself. */
  private void chores() throws Exception {
    StartPhase begun = start;
    if (begun == null) {
      begun = new StartPhase(agent.transformer, agent.started);
      start = begun;
    }
    boolean over = begun.isOver();
    if (over || agent.isMade()) {
      agent.parts().chores.run(over);
    }
  }

  @Override
  public boolean isReadyForSnapshot() {
    return agent.parts().chores.isReady();
  }

  /** To wake itself up would not do: whatever else parks on this thread takes that. */
  private boolean isDue() {
    try {
      return agent.transition.isDue();
    } catch (Throwable failOpen) {
      return true;
    }
  }

  /** Never throws: without its follower a JVM that is idle notices nothing any more. */
  private void failed(Throwable failOpen) {
    try {
      if (!failed && !ShutdownState.isNow()) {
        failed = true;
        agent.report.line("a chore of the agent's failed, the generation is followed: " + failOpen);
      }
    } catch (Throwable again) {
      failed = false; // the next one is told
    }
  }
}
