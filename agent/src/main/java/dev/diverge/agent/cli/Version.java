package dev.diverge.agent.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version this jar was built as. */
final class Version {

  private Version() {}

  static String read() {
    Properties properties = new Properties();
    try (InputStream in =
        Version.class
            .getClassLoader()
            .getResourceAsStream("dev/diverge/agent/version.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version", "unknown");
  }
}
