package dev.diverge.testlab;

import dev.diverge.testlab.fork.ForkedClone;
import dev.diverge.testlab.fork.Libc;
import dev.diverge.testlab.fork.OpenJars;
import dev.diverge.testlab.fork.QuietFork;
import java.util.ArrayList;
import java.util.List;

/**
 * One generation of clones. All are forked before the page is raised, for an original that saw it
 * rise would reset itself and its later clones would differ for the wrong reason. They then go on,
 * one after another.
 */
final class Batch {
  private static final byte DRAW = 'd';
  private static final byte DRAW_SLOW_ONES_TOO = 's';
  private static final byte DRAW_AND_BE_CLONED = 'c';

  private final Plan plan;
  private final WarmEmitters emitters;
  private final RecordLog log;
  private final int generation;

  /** What to do is written at one end for each clone that goes on, and read by it at the other. */
  private final int[] orders = new int[2];

  Batch(Plan plan, WarmEmitters emitters, RecordLog log, int generation) {
    this.plan = plan;
    this.emitters = emitters;
    this.log = log;
    this.generation = generation;
    Libc.pipe(orders);
  }

  void run() {
    StaleBuffers.fill();
    List<ForkedClone> clones = fork();
    emitters.drawInOriginal(generation);
    raisePage(plan, generation);
    for (int released = 0; released < clones.size(); released++) {
      ForkedClone clone = clones.get(released);
      log.ended(generation, clone.number(), release(clone, orderFor(released)));
    }
    Libc.close(orders[0]);
    Libc.close(orders[1]);
  }

  private List<ForkedClone> fork() {
    OpenJars jars = OpenJars.look();
    Eden eden = new Eden();
    List<ForkedClone> clones = new ArrayList<>();
    for (int number = 0; number < plan.clones(); number++) {
      int clone = number;
      if (generation == 1) {
        eden.makeRoom();
      }
      int pid = QuietFork.fork(() -> liveAs(clone, jars));
      clones.add(new ForkedClone(clone, pid));
    }
    return clones;
  }

  private int release(ForkedClone clone, byte order) {
    if (clone.awaitStop(plan.secondsToLive())) {
      Libc.write(orders[1], new byte[] {order}, 1);
      clone.goOn();
    }
    return clone.awaitEnd(secondsFor(order));
  }

  private byte orderFor(int released) {
    if (generation < plan.generations() && released == plan.clones() - 1) {
      return DRAW_AND_BE_CLONED;
    }
    return released < plan.slowClones() ? DRAW_SLOW_ONES_TOO : DRAW;
  }

  static void raisePage(Plan plan, int generation) {
    int fd = Libc.open(plan.page(), Libc.O_WRONLY, 0);
    Libc.pwrite(fd, GenerationPage.bytes(generation + 1L), Long.BYTES, 0);
    Libc.close(fd);
  }

  private int secondsFor(byte order) {
    int clonesOfTheClone = order == DRAW_AND_BE_CLONED ? plan.clones() : 0;
    return plan.secondsToLive() * (1 + clonesOfTheClone * (plan.generations() - generation));
  }

  /** The clone's whole life; it never returns to the code that the original runs. */
  private void liveAs(int clone, OpenJars jars) {
    int status = 1;
    try {
      Libc.prctl(Libc.PR_SET_PDEATHSIG, Libc.SIGKILL, 0, 0, 0);
      Libc.close(orders[1]);
      jars.openAnew();
      ForkedClone.stop();
      byte[] order = new byte[1];
      if (Libc.read(orders[0], order, 1) == 1) {
        obey(order[0], clone);
        status = 0;
      }
    } catch (Throwable e) {
      log.failed(generation, clone, RecordLog.NO_EMITTER, e);
    } finally {
      Libc._exit(status);
    }
  }

  private void obey(byte order, int clone) {
    emitters.drawInClone(generation, clone, order != DRAW);
    if (order == DRAW_AND_BE_CLONED) {
      Libc.close(orders[0]);
      new Batch(plan, emitters, log, generation + 1).run();
    }
  }
}
