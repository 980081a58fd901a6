package dev.diverge.plugins.maven;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.logging.Log;
import org.jspecify.annotations.Nullable;

/** The verb {@code scan} in a JVM of its own: it may want more memory than Maven has. */
final class Scanner {

  static final int FINE = 0;
  static final int BAD_NEWS = 1;

  private final File jar;
  private final String heap;
  private final Log log;

  Scanner(File jar, String heap, Log log) {
    this.jar = jar;
    this.heap = heap;
    this.log = log;
  }

  /**
   * Scans, and returns the command's exit status.
   *
   * @param output where the answer goes; null is the log
   */
  int run(List<String> options, List<String> paths, @Nullable File output)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx" + heap, "-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8"));
    command.addAll(List.of("-jar", jar.getPath(), "scan"));
    command.addAll(options);
    command.add("--");
    command.addAll(paths);
    log.debug(String.join(" ", command));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("JAVA_TOOL_OPTIONS"); // an agent given to all JVMs is not for us
    if (output == null) {
      builder.redirectErrorStream(true);
    } else {
      Files.createDirectories(output.getAbsoluteFile().toPath().getParent());
      builder.redirectOutput(output);
    }
    Process process = builder.start();
    try (BufferedReader said =
        output == null
            ? process.inputReader(StandardCharsets.UTF_8)
            : process.errorReader(StandardCharsets.UTF_8)) {
      for (String line; (line = said.readLine()) != null; ) {
        log.info(line);
      }
      return process.waitFor();
    } finally {
      process.destroy();
    }
  }
}
