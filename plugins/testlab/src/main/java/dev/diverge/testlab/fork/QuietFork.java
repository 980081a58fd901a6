package dev.diverge.testlab.fork;

/** Forks while no other thread is in the middle of anything; what was forked otherwise goes. */
public final class QuietFork {
  private static final int LOOKS = 400;
  private static final int ATTEMPTS_A_LOOK = 50;
  private static final int PAUSE_MICROS = 500;

  private QuietFork() {}

  /**
   * Returns the child's process id; only ever in the parent.
   *
   * @param life what the child does before it exits, with status 1 unless it did so itself
   */
  public static int fork(Runnable life) {
    // What is looked at is not gathered for each attempt: the more garbage, the longer a fork
    // takes.
    for (int look = 0; look < LOOKS; look++) {
      try (OtherThreads others = new OtherThreads()) {
        for (int attempt = 0; attempt < ATTEMPTS_A_LOOK; attempt++) {
          int pid = attempt(others, life);
          if (pid > 0) {
            return pid;
          }
        }
      }
    }
    throw new IllegalStateException("the other threads never sleep");
  }

  /** Returns 0 if it was not quiet. */
  private static int attempt(OtherThreads others, Runnable life) {
    if (!others.sleep()) {
      Libc.usleep(PAUSE_MICROS);
      return 0;
    }
    int pid = Libc.fork();
    if (pid == 0) {
      try {
        life.run();
      } finally {
        Libc._exit(1);
      }
    }
    if (others.sleptOn()) {
      return pid;
    }
    Libc.kill(pid, Libc.SIGKILL);
    Libc.waitpid(pid, new int[1], 0);
    return 0;
  }
}
