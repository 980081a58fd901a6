package dev.diverge.scan.judge;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The fields that rules files name, as {@code CLASS#FIELD = DEED}. */
public final class KnownRules {

  private KnownRules() {}

  /** Adds those of one file; what is no rule is the agent's to complain about. */
  public static void add(byte[] text, String file, Map<String, String> into) {
    String all = new String(text, StandardCharsets.UTF_8);
    for (int start = 0; start < all.length(); ) {
      int end = all.indexOf('\n', start);
      end = end < 0 ? all.length() : end;
      String line = all.substring(start, end).strip();
      int equals = line.indexOf('=');
      if (equals > 0 && line.charAt(0) != '#' && line.indexOf('#') < equals) {
        String target = line.substring(0, equals);
        int hash = target.indexOf('#');
        if (hash > 0) {
          into.putIfAbsent(
              target.substring(0, hash).strip() + "#" + target.substring(hash + 1).strip(), file);
        }
      }
      start = end + 1;
    }
  }
}
