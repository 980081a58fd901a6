package dev.diverge.testlab;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Runs something on a virtual thread, by reflection: this is Java 17's bytecode. */
final class VirtualThreads {
  private VirtualThreads() {}

  /** What is run, and may throw. */
  interface Body {
    void run() throws Exception;
  }

  static void run(Body body) throws Exception {
    Callable<Void> callable =
        () -> {
          body.run();
          return null;
        };
    FutureTask<Void> task = new FutureTask<>(callable);
    start(task);
    try {
      task.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("on the virtual thread", e.getCause());
    }
  }

  private static void start(Runnable task) throws ReflectiveOperationException {
    if (Runtime.version().feature() < 21) {
      throw new UnsupportedOperationException("this JDK has no virtual threads");
    }
    Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
  }
}
