package dev.diverge.testapps.conduct;

import dev.diverge.testlab.AgentJar;
import dev.diverge.testlab.JavaHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A JVM of the JDK under test, run to its end. */
final class Child {

  /** How it ended, and what it said. */
  record Outcome(int status, String out, String err) {}

  private final List<String> flags = new ArrayList<>();
  private final Map<String, String> environment = new LinkedHashMap<>();
  private final Path folder;

  Child(Path folder) {
    this.folder = folder;
  }

  /** With the packaged agent and these options. */
  Child agent(String options) {
    flags.add(flag(options));
    return this;
  }

  static String flag(String options) {
    return "-javaagent:" + AgentJar.required().jar() + (options.isEmpty() ? "" : "=" + options);
  }

  Child flags(String... more) {
    flags.addAll(List.of(more));
    return this;
  }

  Child variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Outcome run(Class<?> main, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return tool("java", command);
  }

  /** Runs a program of the JDK's bin folder. */
  Outcome tool(String name, List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(JavaHome.forTests().java().resolveSibling(name).toString());
    command.addAll(arguments);
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().keySet().removeIf(key -> key.startsWith("DIVERGE_"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(90, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("still running: " + command + "\n" + Files.readString(err));
    }
    return new Outcome(process.exitValue(), read(out), read(err));
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8).strip();
  }
}
