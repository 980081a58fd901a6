package dev.diverge.plugins.otel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * CRIU as a command, the one installed or that of a newer Debian in a folder, {@code
 * -Ddiverge.criu.root=PATH}: clones of a process with all its threads. Connections are closed.
 */
final class Criu {

  private static final int SECONDS = 60;

  private final List<String> command;

  private Criu(List<String> command) {
    this.command = command;
  }

  /** One that says that it works here; for that it must be run by root. */
  static Optional<Criu> working() throws InterruptedException {
    String root = System.getProperty("diverge.criu.root", "");
    Criu criu = new Criu(root.isEmpty() ? List.of("criu") : within(Path.of(root)));
    try {
      return criu.run(List.of("check")) == 0 ? Optional.of(criu) : Optional.empty();
    } catch (IOException absent) {
      return Optional.empty();
    }
  }

  private static List<String> within(Path root) {
    return List.of(
        root.resolve("lib64/ld-linux-x86-64.so.2").toString(),
        "--library-path",
        root.resolve("usr/lib/x86_64-linux-gnu").toString(),
        root.resolve("usr/sbin/criu").toString());
  }

  /** Writes the process into a folder, and ends it. */
  void dump(long pid, Path images) throws IOException, InterruptedException {
    succeed(images, "dump", "--tree", Long.toString(pid));
  }

  /** Makes the process again; the script is run at each stage, the last before its threads are. */
  void restore(Path images, Path script) throws IOException, InterruptedException {
    succeed(images, "restore", "--restore-detached", "--action-script", script.toString());
  }

  private void succeed(Path images, String... what) throws IOException, InterruptedException {
    Path log = images.resolve(what[0] + ".log");
    List<String> arguments = new ArrayList<>(List.of(what));
    arguments.addAll(List.of("--images-dir", images.toString(), "--log-file", log.toString()));
    arguments.addAll(List.of("--shell-job", "--tcp-close"));
    int status = run(arguments);
    if (status != 0) {
      throw new AssertionError(what[0] + " ended with " + status + ": " + Files.readString(log));
    }
  }

  private int run(List<String> arguments) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(command);
    all.addAll(arguments);
    Process process =
        new ProcessBuilder(all)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(all + " did not end");
    }
    return process.exitValue();
  }
}
