package dev.diverge.testapps.forklab;

/** Forks while no other thread is in the middle of anything; what was forked otherwise goes. */
final class QuietFork {
  private static final int ATTEMPTS = 20_000;
  private static final int PAUSE_MICROS = 500;

  private QuietFork() {}

  /**
   * @param life the child's, which must not return: it ends in {@code _exit}
   * @return the child's process id
   */
  static int fork(Runnable life) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      OtherThreads before = OtherThreads.look();
      if (!before.allAsleep()) {
        Libc.usleep(PAUSE_MICROS);
        continue;
      }
      int pid = Libc.fork();
      if (pid == 0) {
        life.run();
        Libc._exit(1);
      }
      if (OtherThreads.look().sleptSince(before)) {
        return pid;
      }
      Libc.kill(pid, Libc.SIGKILL);
      Libc.waitpid(pid, new int[1], 0);
    }
    throw new IllegalStateException("the other threads never sleep: " + OtherThreads.look());
  }
}
