package dev.diverge.testapps.forklab;

/** Forks while no other thread is in the middle of anything; what was forked otherwise goes. */
final class QuietFork {
  private static final int ATTEMPTS = 20_000;
  private static final int PAUSE_MICROS = 500;

  private QuietFork() {}

  /**
   * Returns the child's process id; only ever in the parent.
   *
   * @param life what the child does before it exits, with status 1 unless it did so itself
   */
  static int fork(Runnable life) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try (OtherThreads others = new OtherThreads()) {
        if (!others.sleep()) {
          Libc.usleep(PAUSE_MICROS);
          continue;
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
      }
    }
    throw new IllegalStateException("the other threads never sleep");
  }
}
