package dev.diverge.testapps.vmlab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Runs a program of the host to its end. */
final class Program {
  private Program() {}

  /** What it printed; trouble when it failed. */
  static String run(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      int status = process.waitFor();
      if (status != 0) {
        throw new LabTrouble(String.join(" ", command) + " ended with " + status + ":\n" + output);
      }
      return output;
    } catch (IOException e) {
      throw new LabTrouble("cannot run " + command.get(0), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabTrouble("interrupted during " + command.get(0), e);
    }
  }

  static String run(Path program, String... arguments) {
    return run(Stream.concat(Stream.of(program.toString()), Arrays.stream(arguments)).toList());
  }
}
