package dev.diverge.audit.start;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One start of an application with the agent in it, until it is closed. What it writes is for
 * nobody's eyes, since it may hold what the audit must not tell, unless a file was named for it.
 */
public final class Start implements AutoCloseable {

  private static final String PORT = "{port}";
  private static final long END_SECONDS = 20;
  private static final int READ_AT_MOST = 1 << 20;

  private final Process process;
  private final Path output;
  private final boolean kept;
  private final Thread last = new Thread(this::end);

  private Start(Process process, Path output, boolean kept) {
    this.process = process;
    this.output = output;
    this.kept = kept;
  }

  /**
   * Starts it.
   *
   * @param log where its output is added to, null if it is not kept
   * @throws IOException with a line for people
   */
  public static Start of(List<String> command, Path agent, @Nullable String log)
      throws IOException {
    Path output = log == null ? hidden() : Path.of(log);
    ProcessBuilder builder = new ProcessBuilder(withPort(command));
    String options = "-javaagent:" + agent + "=source=none";
    if (isJava(command.get(0)) && !hasAgent(command)) {
      builder.command().add(1, options);
    } else if (!hasAgent(command)) {
      builder.environment().merge("JAVA_TOOL_OPTIONS", options, (old, more) -> old + " " + more);
    }
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    try {
      Start start = new Start(builder.start(), output, log != null);
      Runtime.getRuntime().addShutdownHook(start.last);
      return start;
    } catch (IOException e) {
      if (log == null) {
        Files.deleteIfExists(output);
      }
      throw new IOException("the application cannot be started: " + e.getMessage(), e);
    }
  }

  private static Path hidden() throws IOException {
    return Files.createTempFile(
        "diverge-audit",
        ".log",
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  private static List<String> withPort(List<String> command) throws IOException {
    List<String> own = new ArrayList<>();
    for (String word : command) {
      String each = word;
      for (int at; (at = each.indexOf(PORT)) >= 0; ) {
        each = each.substring(0, at) + freePort() + each.substring(at + PORT.length());
      }
      own.add(each);
    }
    return own;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static boolean isJava(String program) {
    return program.equals("java") || program.endsWith("/java");
  }

  private static boolean hasAgent(List<String> command) {
    return command.stream()
        .anyMatch(word -> word.startsWith("-javaagent:") && word.contains("diverge"));
  }

  /**
   * Waits until it does next to nothing.
   *
   * @return its JVM's number, which a script may have started
   * @throws IOException with a line for people, if it ends before
   */
  public String settled(int seconds) throws IOException, InterruptedException {
    Quiet quiet = new Quiet(seconds);
    while (true) {
      if (!process.isAlive()) {
        throw ended();
      }
      String jvm = jvm();
      if (quiet.isReached(jvm)) {
        if (jvm == null) {
          throw new IOException("what was started is no JVM, nor has it started one");
        }
        return jvm;
      }
      Thread.sleep(Quiet.LOOK_MILLIS);
    }
  }

  private @Nullable String jvm() {
    try (Stream<ProcessHandle> all =
        Stream.concat(Stream.of(process.toHandle()), process.descendants())) {
      return all.map(handle -> Long.toString(handle.pid()))
          .filter(Start::isJvm)
          .findFirst()
          .orElse(null);
    }
  }

  private static boolean isJvm(String pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc", pid, "maps"))) {
      return lines.anyMatch(line -> line.contains("/libjvm.so"));
    } catch (IOException | RuntimeException gone) {
      return false;
    }
  }

  /** Says why, if it can be told from a few known words; its own words may be secrets. */
  private IOException ended() {
    String text = written();
    String why;
    if (text.contains("Address already in use")
        || text.contains("BindException")
        || text.contains("already in use")) {
      why =
          "a port it wants is taken: end who has it, write "
              + PORT
              + " in the command in place of the port's number, or start two yourself and give their"
              + " numbers: audit PID PID";
    } else if (text.contains("Unable to access jarfile")
        || text.contains("ClassNotFoundException")) {
      why = "it does not find its classes";
    } else {
      why = "see what it writes with --log=FILE";
    }
    int exit = process.exitValue();
    return new IOException(
        "the application ended at once, with status " + exit + ", before it was looked at: " + why);
  }

  private String written() {
    try (var in = Files.newInputStream(output, StandardOpenOption.READ)) {
      long more = Files.size(output) - READ_AT_MOST;
      in.skipNBytes(Math.max(0, more));
      return new String(in.readNBytes(READ_AT_MOST), java.nio.charset.StandardCharsets.ISO_8859_1);
    } catch (IOException unreadable) {
      return "";
    }
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(last);
    end();
  }

  private void end() {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    all.forEach(ProcessHandle::destroy);
    try {
      for (ProcessHandle each : all) {
        each.onExit().get(END_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      // It is told below.
    }
    all.forEach(ProcessHandle::destroyForcibly);
    if (!kept) {
      try {
        Files.deleteIfExists(output);
      } catch (IOException left) {
        // In the folder for temporary files, for its owner alone.
      }
    }
  }
}
