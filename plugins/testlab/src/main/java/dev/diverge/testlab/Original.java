package dev.diverge.testlab;

import java.nio.file.Path;

/** The main class of the JVM that is cloned: it warms every emitter, then forks. */
public final class Original {
  private final Plan plan;

  private Original(Plan plan) {
    this.plan = plan;
  }

  /** Ends in any case: a library's own threads may be no daemons. */
  public static void main(String[] args) {
    int status = 1;
    try {
      Original original = new Original(Plan.read(Path.of(args[0])));
      if (original.plan.virtualThread()) {
        VirtualThreads.run(original::run);
      } else {
        original.run();
      }
      status = 0;
    } catch (Throwable e) {
      e.printStackTrace(System.err);
    }
    System.exit(status);
  }

  private void run() throws Exception {
    RecordLog log = RecordLog.appendingTo(plan.records());
    WarmEmitters emitters = new WarmEmitters(plan.emitters(), log);
    if (plan.attachLate()) {
      log.ready();
      awaitGo();
      emitters.warmAgain();
    }
    settle();
    if (plan.unforked()) {
      goOn(emitters);
    } else if (plan.serial()) {
      new SerialClones(plan, emitters, log).run();
    } else {
      new Batch(plan, emitters, log, 1).run();
    }
  }

  private void goOn(WarmEmitters emitters) {
    new GenerationPage(Path.of(plan.page())).write(2);
    emitters.drawInClone(1, 0, true);
  }

  private static void awaitGo() throws Exception {
    if (System.in.read() < 0) {
      throw new IllegalStateException("the lab went away before it attached the agent");
    }
  }

  /**
   * Lets the other threads come to rest: a lock held while we fork is held in the clone for ever.
   */
  private static void settle() throws InterruptedException {
    System.gc();
    Thread.sleep(200);
  }
}
