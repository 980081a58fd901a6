package dev.diverge.testlab;

import dev.diverge.testlab.fork.ForkedClone;
import dev.diverge.testlab.fork.Libc;
import dev.diverge.testlab.fork.OpenJars;
import dev.diverge.testlab.fork.QuietFork;

/**
 * One generation of clones of which one lives at a time, so that there may be thousands. A mould is
 * forked before the page is raised, and never looks at it; the clones are forked from it one after
 * the other, each from the same state, and find the page raised.
 */
final class SerialClones {
  private static final int GENERATION = 1;
  private static final int MOULD = -1;

  private final Plan plan;
  private final WarmEmitters emitters;
  private final RecordLog log;

  SerialClones(Plan plan, WarmEmitters emitters, RecordLog log) {
    this.plan = plan;
    this.emitters = emitters;
    this.log = log;
  }

  void run() {
    StaleBuffers.fill();
    OpenJars jars = OpenJars.look();
    new Eden().makeRoom();
    ForkedClone mould = new ForkedClone(MOULD, QuietFork.fork(() -> liveAsMould(jars)));
    boolean stopped = mould.awaitStop(plan.secondsToLive());
    emitters.drawInOriginal(GENERATION);
    Batch.raisePage(plan, GENERATION);
    mould.goOn();
    int status = mould.awaitEnd(plan.secondsToLive() * plan.clones());
    if (!stopped || status != 0) {
      throw new IllegalStateException("the clones' mould ended with " + status);
    }
  }

  private void liveAsMould(OpenJars jars) {
    int status = 1;
    try {
      Libc.prctl(Libc.PR_SET_PDEATHSIG, Libc.SIGKILL, 0, 0, 0);
      ForkedClone.stop();
      for (int number = 0; number < plan.clones(); number++) {
        int clone = number;
        int pid = QuietFork.fork(() -> liveAs(clone, jars));
        int end = new ForkedClone(clone, pid).awaitEnd(plan.secondsToLive());
        log.ended(GENERATION, clone, end);
      }
      status = 0;
    } catch (Throwable e) {
      log.failed(GENERATION, MOULD, RecordLog.NO_EMITTER, e);
    } finally {
      Libc._exit(status);
    }
  }

  private void liveAs(int clone, OpenJars jars) {
    int status = 1;
    try {
      Libc.prctl(Libc.PR_SET_PDEATHSIG, Libc.SIGKILL, 0, 0, 0);
      jars.openAnew();
      emitters.drawInClone(GENERATION, clone, clone < plan.slowClones());
      status = 0;
    } catch (Throwable e) {
      log.failed(GENERATION, clone, RecordLog.NO_EMITTER, e);
    } finally {
      Libc._exit(status);
    }
  }
}
