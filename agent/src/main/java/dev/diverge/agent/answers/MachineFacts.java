package dev.diverge.agent.answers;

import dev.diverge.driver.Environment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a machine shows of itself to any user: its files and this process's environment. Each answer
 * is the reason in words, or null.
 */
final class MachineFacts {

  private static final int AT_MOST = 4096;

  private final Path root;
  private final @Nullable Map<String, String> environment;

  private MachineFacts(Path root, @Nullable Map<String, String> environment) {
    this.root = root;
    this.environment = environment;
  }

  static MachineFacts ofThisMachine() {
    return new MachineFacts(Path.of("/"), null);
  }

  /** Those recorded on another. */
  static MachineFacts recorded(Path root, Map<String, String> environment) {
    return new MachineFacts(root, environment);
  }

  @Nullable String is(String variable, String value) {
    return value.equals(variable(variable)) ? variable + "=" + value : null;
  }

  @Nullable String begins(String variable, String prefix) {
    String value = variable(variable);
    return value != null && value.startsWith(prefix) ? variable + "=" + value : null;
  }

  @Nullable String has(String file) {
    return has(file, null);
  }

  @Nullable String has(String file, @Nullable String otherwise) {
    return Files.exists(at(file)) ? file : otherwise;
  }

  @Nullable String holds(String file, String text) {
    return holds(file, text, null);
  }

  @Nullable String holds(String file, String text, @Nullable String otherwise) {
    return read(file).contains(text) ? file + ": " + text : otherwise;
  }

  private String read(String file) {
    try (InputStream in = Files.newInputStream(at(file))) {
      return new String(in.readNBytes(AT_MOST), StandardCharsets.ISO_8859_1);
    } catch (IOException notShown) {
      return "";
    }
  }

  private Path at(String file) {
    return root.resolve(file.substring(1));
  }

  private @Nullable String variable(String name) {
    return environment == null ? Environment.beginning(name).get(name) : environment.get(name);
  }
}
