package dev.diverge.entry;

import org.jspecify.annotations.Nullable;

/** What is said of an agent that comes to a JVM that has one. */
final class Second {

  private Second() {}

  /** Names the options that are lost with it, but no values. */
  static String line(@Nullable String arguments) {
    StringBuilder line =
        new StringBuilder(
            "diverge: the agent is already in this JVM: the second -javaagent or attach is ignored");
    StringBuilder keys = keys(arguments == null ? "" : arguments);
    if (keys.length() > 0) {
      line.append(", and with it its ").append(keys).append(": give the first one all options");
    }
    return line.toString();
  }

  private static StringBuilder keys(String arguments) {
    StringBuilder keys = new StringBuilder();
    for (int start = 0; start < arguments.length(); ) {
      int comma = arguments.indexOf(',', start);
      int end = comma < 0 ? arguments.length() : comma;
      int equals = arguments.indexOf('=', start);
      if (equals > start && equals < end && isPlain(arguments, start, equals)) {
        keys.append(keys.length() == 0 ? "" : ", ").append(arguments, start, equals);
      }
      start = end + 1;
    }
    return keys;
  }

  private static boolean isPlain(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' && c != '.') {
        return false;
      }
    }
    return end - start <= 40;
  }
}
