package dev.diverge.agent.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks the agent in a running JVM by attaching to it. */
final class Ask {

  private static final String INSTALLED = "dev.diverge.installed";

  /** What a busy JVM may take to listen, which another user's may never do. */
  private static final long ATTACH_SECONDS = 15;

  private Ask() {}

  /**
   * Asks once.
   *
   * @param seconds how long the answer may take
   * @throws IOException with a line for people, if there is no answer
   */
  static Reply.Answer ask(String pid, String question, long seconds, Path jar)
      throws IOException, InterruptedException {
    Target target = Target.of(pid);
    try (Reply reply = new Reply()) {
      reply.giveTo(target.uid());
      bounded(target, () -> put(target, jar, "ask=" + question + ",reply=" + reply.path()));
      return reply.await("process " + pid, seconds);
    }
  }

  private static void put(Target target, Path jar, String question)
      throws IOException, InterruptedException {
    Attach attach = Attach.to(target);
    if (!attach.hasProperty(INSTALLED)) {
      throw new IOException("there is no Diverge agent in process " + target.pid());
    }
    attach.load(jar, question);
  }

  private interface Attaching {
    void run() throws IOException, InterruptedException;
  }

  private static void bounded(Target target, Attaching work)
      throws IOException, InterruptedException {
    FutureTask<Boolean> task =
        new FutureTask<>(
            () -> {
              work.run();
              return true;
            });
    Thread thread = new Thread(task, "diverge-attach");
    thread.setDaemon(true);
    thread.start();
    try {
      task.get(ATTACH_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IOException(
          "process " + target.pid() + " cannot be attached to: it does not reply", e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw cause instanceof IOException io ? io : new IOException(String.valueOf(cause), cause);
    }
  }
}
