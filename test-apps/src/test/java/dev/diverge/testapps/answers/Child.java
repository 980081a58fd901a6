package dev.diverge.testapps.answers;

import com.sun.tools.attach.VirtualMachine;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A child JVM of the JDK under test, with the packaged agent or without. */
public final class Child implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Process process;
  private final Path out;
  private final Path err;
  private final BufferedWriter in;

  private Child(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
    this.in = process.outputWriter(StandardCharsets.UTF_8);
  }

  /** Flags and main class and arguments, as the java command takes them; the class path is ours. */
  public static Child java(Path folder, List<String> arguments) throws IOException {
    return java(folder, arguments, Map.of());
  }

  /** With more of the environment. */
  static Child java(Path folder, List<String> arguments, Map<String, String> environment)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(home().resolve("bin/java").toString());
    command.addAll(arguments);
    Path out = Files.createTempFile(folder, "out", null);
    Path err = Files.createTempFile(folder, "err", null);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("DIVERGE_"));
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().putAll(environment);
    builder.directory(folder.toFile());
    return new Child(builder.start(), out, err);
  }

  /** As {@link #java}, with the tests' class path in front. */
  public static Child main(Path folder, List<String> flags, Class<?> main, String... arguments)
      throws IOException {
    List<String> all = new ArrayList<>(flags);
    all.add("-cp");
    all.add(System.getProperty("java.class.path"));
    all.add(main.getName());
    all.addAll(List.of(arguments));
    return java(folder, all);
  }

  public static Path home() {
    return Path.of(System.getProperty("diverge.test.java.home", System.getProperty("java.home")));
  }

  /** The jar this build made, looked for upwards from here. */
  public static Path agentJar() throws IOException {
    return built("agent/target", "diverge.jar");
  }

  public static Path apiJar() throws IOException {
    return built("api/target", "diverge-api-*-SNAPSHOT.jar");
  }

  /** What an extension is compiled against. */
  public static Path integrationsJar() throws IOException {
    return built("integrations/target", "diverge-integrations-*-SNAPSHOT.jar");
  }

  public static Path testClasses() throws URISyntaxException {
    return Path.of(Child.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static Path built(String in, String glob) throws IOException {
    for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
      if (Files.isDirectory(up.resolve(in))) {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(up.resolve(in), glob)) {
          for (Path jar : jars) {
            return jar;
          }
        }
      }
    }
    throw new IllegalStateException(in + "/" + glob + " is missing: package it first");
  }

  public void attach(Page page) throws Exception {
    VirtualMachine machine = VirtualMachine.attach(Long.toString(pid()));
    try {
      machine.loadAgent(agentJar().toString(), "source=page:" + page.file() + ",poll=3600000");
    } finally {
      machine.detach();
    }
  }

  /** {@code -javaagent} with this page and more options, {@code key=value}. */
  public static String agent(Page page, String... options) throws IOException {
    return "-javaagent:"
        + agentJar()
        + "=source=page:"
        + page.file()
        + (options.length == 0 ? "" : "," + String.join(",", options));
  }

  /** Waits for its end; what it printed. */
  public String finish() throws IOException, InterruptedException {
    return finish(LIMIT);
  }

  public String finish(Duration limit) throws IOException, InterruptedException {
    in.close();
    if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the child did not end: " + out() + err());
    }
    return out();
  }

  public int exit() throws IOException, InterruptedException {
    finish();
    return process.exitValue();
  }

  public void say(String line) throws IOException {
    in.write(line + "\n");
    in.flush();
  }

  /** Waits until it has printed a line that begins so; that line. */
  public String await(String prefix) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (System.nanoTime() < deadline) {
      for (String line : out().lines().toList()) {
        if (line.startsWith(prefix)) {
          return line;
        }
      }
      if (!process.isAlive()) {
        break;
      }
      Thread.sleep(20);
    }
    throw new AssertionError("no line '" + prefix + "...' in: " + out() + err());
  }

  /** What it has said on stderr once this is in it: of a clone it tells after it has noticed. */
  public String awaitErr(String part) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    String said = err();
    while (!said.contains(part) && System.nanoTime() < deadline) {
      Thread.sleep(20);
      said = err();
    }
    if (!said.contains(part)) {
      throw new AssertionError("no '" + part + "' in: " + said);
    }
    return said;
  }

  public String out() throws IOException {
    return Files.readString(out);
  }

  public String err() throws IOException {
    return Files.readString(err);
  }

  public long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
