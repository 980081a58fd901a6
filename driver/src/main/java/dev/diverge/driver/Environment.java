package dev.diverge.driver;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The environment variables that begin with a prefix, as the kernel remembers them: {@link
 * System#getenv} makes a map of all and brings 15 classes before the application's main.
 */
public final class Environment {

  private static final String KERNEL = "/proc/self/environ";

  private Environment() {}

  /** Those variables, in the kernel's order; asks the JDK where there is no such kernel. */
  public static Map<String, String> beginning(String prefix) {
    byte[] block;
    try (InputStream in = new FileInputStream(KERNEL)) {
      block = in.readAllBytes();
    } catch (IOException notLinux) {
      return System.getenv();
    }
    Map<String, String> found = new LinkedHashMap<>();
    for (int start = 0; start < block.length; ) {
      int end = start;
      int equals = -1;
      boolean matches = matches(block, start, prefix);
      for (; end < block.length && block[end] != 0; end++) {
        if (matches && equals < 0 && block[end] == '=') {
          equals = end;
        }
      }
      if (equals >= 0) {
        found.put(text(block, start, equals), text(block, equals + 1, end));
      }
      start = end + 1;
    }
    return found;
  }

  private static boolean matches(byte[] block, int start, String prefix) {
    int length = prefix.length();
    if (start + length > block.length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (block[start + i] != prefix.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** In the platform's charset, as the JDK reads it. */
  @SuppressWarnings("DefaultCharset")
  private static String text(byte[] block, int start, int end) {
    return new String(block, start, end - start);
  }
}
