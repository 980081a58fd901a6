package dev.diverge.testapps.forklab;

import java.util.HashMap;
import java.util.Map;

/**
 * One generation of clones. All are forked before the page is raised, for an original that saw it
 * rise would reset itself and its later clones would differ for the wrong reason. They are then
 * released one after another.
 */
final class Batch {
  private static final byte DRAW = 'd';
  private static final byte DRAW_SLOW_ONES_TOO = 's';
  private static final byte DRAW_AND_BE_CLONED = 'c';

  private final Plan plan;
  private final WarmEmitters emitters;
  private final RecordLog log;
  private final int generation;

  /** The clones wait at one end for a byte that says what to do; whichever reads it does it. */
  private final int[] orders = new int[2];

  private final Map<Integer, Integer> cloneByPid = new HashMap<>();

  Batch(Plan plan, WarmEmitters emitters, RecordLog log, int generation) {
    this.plan = plan;
    this.emitters = emitters;
    this.log = log;
    this.generation = generation;
    Libc.pipe(orders);
  }

  void run() {
    StaleBuffers.fill();
    OpenJars jars = OpenJars.look();
    for (int clone = 0; clone < plan.clones(); clone++) {
      int number = clone;
      cloneByPid.put(QuietFork.fork(() -> liveAs(number, jars)), number);
    }
    emitters.drawInOriginal(generation);
    raisePage();
    for (int released = 0; released < plan.clones(); released++) {
      Libc.write(orders[1], new byte[] {orderFor(released)}, 1);
      awaitOne();
    }
    Libc.close(orders[0]);
    Libc.close(orders[1]);
  }

  private byte orderFor(int released) {
    if (generation < plan.generations() && released == plan.clones() - 1) {
      return DRAW_AND_BE_CLONED;
    }
    return released < plan.slowClones() ? DRAW_SLOW_ONES_TOO : DRAW;
  }

  private void raisePage() {
    int fd = Libc.open(plan.page(), Libc.O_WRONLY, 0);
    Libc.pwrite(fd, GenerationPage.bytes(generation + 1L), Long.BYTES, 0);
    Libc.close(fd);
  }

  private void awaitOne() {
    int[] status = new int[1];
    int pid = Libc.waitpid(-1, status, 0);
    Integer clone = cloneByPid.remove(pid);
    if (clone != null) {
      log.ended(generation, clone, status[0]);
    }
  }

  /** The clone's whole life; it never returns to the code that the original runs. */
  private void liveAs(int clone, OpenJars jars) {
    int status = 1;
    try {
      Libc.prctl(Libc.PR_SET_PDEATHSIG, Libc.SIGKILL, 0, 0, 0);
      Libc.close(orders[1]);
      jars.openAnew();
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
    Libc.alarm(plan.secondsToLive());
    emitters.drawInClone(generation, clone, order != DRAW);
    Libc.alarm(0);
    if (order == DRAW_AND_BE_CLONED) {
      Libc.close(orders[0]);
      new Batch(plan, emitters, log, generation + 1).run();
    }
  }
}
