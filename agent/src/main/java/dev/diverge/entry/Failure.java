package dev.diverge.entry;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The agent could not even begin: its jar cannot be read, a class of it cannot be loaded, the heap
 * is full. What to do then is an option, which nobody is left to parse but us; first found wins, as
 * ever.
 */
final class Failure {

  private static final String KEY = "on-failure";
  private static final String HALT = "halt";
  private static final int CONFIG_AT_MOST = 1 << 20;

  private final String arguments;

  Failure(@Nullable String arguments) {
    this.arguments = arguments == null ? "" : arguments;
  }

  void end(Throwable failure) {
    try {
      System.err.println(
          "diverge: not installed, the application runs unprotected: "
              .concat(plain(String.valueOf(failure)))
              .concat(
                  failure instanceof SecurityException
                      ? "; the security policy must grant java.security.AllPermission to this jar"
                      : ""));
    } catch (Throwable noLine) {
      // What was asked for counts all the same.
    }
    if (haltIsAsked()) {
      System.err.println("diverge: on-failure=halt: the JVM stops");
      Runtime.getRuntime().halt(1);
    }
  }

  private boolean haltIsAsked() {
    try {
      return HALT.equals(option(KEY, "DIVERGE_ON_FAILURE"));
    } catch (Throwable unknown) {
      return arguments.contains("on-failure=halt");
    }
  }

  private @Nullable String option(String key, String variable) {
    String value = argument(key);
    if (value == null) {
      value = System.getProperty("diverge.".concat(key));
    }
    if (value == null) {
      value = System.getenv(variable);
    }
    return value == null && !key.equals("config") ? configured(key) : value;
  }

  private @Nullable String configured(String key) {
    String config = option("config", "DIVERGE_CONFIG");
    if (config == null || !new File(config).isFile()) {
      return null;
    }
    Properties properties = new Properties();
    try (InputStream in = new FileInputStream(config)) {
      properties.load(new ByteArrayInputStream(in.readNBytes(CONFIG_AT_MOST)));
    } catch (IOException | RuntimeException unreadable) {
      return null;
    }
    return properties.getProperty(key);
  }

  private @Nullable String argument(String key) {
    for (int start = 0; start < arguments.length(); ) {
      int comma = arguments.indexOf(',', start);
      int end = comma < 0 ? arguments.length() : comma;
      String pair = arguments.substring(start, end).strip();
      if (pair.startsWith(key.concat("="))) {
        return pair.substring(key.length() + 1);
      }
      start = end + 1;
    }
    return null;
  }

  /** One line, whatever an exception says. */
  private static String plain(String text) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length() && i < 1000; i++) {
      char c = text.charAt(i);
      plain.append(c >= ' ' && c < 0x7f ? c : '?');
    }
    return plain.toString();
  }
}
