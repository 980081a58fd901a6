package dev.diverge.testapps.forklab;

import dev.diverge.testlab.StaleBuffers;
import dev.diverge.testlab.Text;
import dev.diverge.testlab.fork.Libc;
import dev.diverge.testlab.fork.QuietFork;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.random.RandomGenerator;

/**
 * The program that {@link InFlightTest} stops in each engine. What an undisturbed engine would
 * draw, a forked copy of this process has drawn before.
 */
final class StoppedProgram {
  private StoppedProgram() {}

  public static void main(String[] args) throws Exception {
    Path report = Path.of(args[0]);
    for (StoppableEngine engine : StoppableEngine.values()) {
      RandomGenerator generator = engine.make();
      for (int i = 0; i < 3; i++) {
        draw(generator);
      }
      StaleBuffers.fill();
      byte[] undisturbed = inForkedCopy(generator);
      aboutToDraw();
      byte[] drawn = draw(generator);
      Files.writeString(
          report,
          engine + " " + Text.of(undisturbed) + " " + Text.of(drawn) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
  }

  /** Where the debugger is waiting to set its breakpoint. */
  private static void aboutToDraw() {}

  private static byte[] draw(RandomGenerator generator) {
    byte[] bytes = new byte[16];
    generator.nextBytes(bytes);
    return bytes;
  }

  private static byte[] inForkedCopy(RandomGenerator generator) {
    int[] pipe = new int[2];
    Libc.pipe(pipe);
    int pid =
        QuietFork.fork(
            () -> {
              Libc.alarm(10);
              byte[] drawn = draw(generator);
              Libc.write(pipe[1], drawn, drawn.length);
              Libc._exit(0);
            });
    Libc.close(pipe[1]);
    byte[] drawn = new byte[16];
    if (Libc.read(pipe[0], drawn, drawn.length) != drawn.length) {
      throw new IllegalStateException("the copy drew nothing");
    }
    Libc.close(pipe[0]);
    Libc.waitpid(pid, new int[1], 0);
    return drawn;
  }
}
