package dev.diverge.testlab.fork;

/**
 * A forked clone as its original sees it: it stops when it is ready, goes on when it is told to,
 * and ends. The original keeps the time: a clone that hangs may do so where it can set itself no
 * alarm.
 */
public final class ForkedClone {
  /** In place of a status of waitpid. */
  public static final int HUNG = -1;

  private static final int PAUSE_MICROS = 200;
  private static final int STOPPED = 0x7f;

  private final int number;
  private final int pid;
  private final int[] status = new int[1];
  private boolean ended;

  public ForkedClone(int number, int pid) {
    this.number = number;
    this.pid = pid;
  }

  public int number() {
    return number;
  }

  /** What the clone does itself, once it is ready. */
  public static void stop() {
    Libc.raise(Libc.SIGSTOP);
  }

  /** Returns whether it has stopped; else {@link #awaitEnd} says what it did. */
  public boolean awaitStop(int seconds) {
    return changes(Libc.WUNTRACED, seconds) && !ended;
  }

  public void goOn() {
    Libc.kill(pid, Libc.SIGCONT);
  }

  /** Returns its status as waitpid gives it; one that takes longer is killed, and {@link #HUNG}. */
  public int awaitEnd(int seconds) {
    if (ended || changes(0, seconds)) {
      return status[0];
    }
    Libc.kill(pid, Libc.SIGKILL);
    Libc.waitpid(pid, status, 0);
    return HUNG;
  }

  private boolean changes(int options, int seconds) {
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    while (Libc.waitpid(pid, status, options | Libc.WNOHANG) != pid) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      Libc.usleep(PAUSE_MICROS);
    }
    ended = (status[0] & 0xff) != STOPPED;
    return true;
  }
}
