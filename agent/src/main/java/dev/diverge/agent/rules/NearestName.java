package dev.diverge.agent.rules;

import java.util.Collection;

/** The name that a misspelt one is most like. */
final class NearestName {

  private NearestName() {}

  /** A half-sentence to append, empty if nothing is near. */
  static String hint(String wrong, Collection<String> names) {
    String best = "";
    int least = Math.max(2, wrong.length() / 3) + 1;
    for (String name : names) {
      if (Math.abs(name.length() - wrong.length()) < least) {
        int distance = distance(wrong, name);
        if (distance < least) {
          least = distance;
          best = name;
        }
      }
    }
    return best.isEmpty() ? "" : "; did you mean '" + best + "'?";
  }

  /** Levenshtein's, without regard to case. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      char c = Character.toLowerCase(a.charAt(i - 1));
      for (int j = 1; j < row.length; j++) {
        int above = row[j];
        int change = c == Character.toLowerCase(b.charAt(j - 1)) ? 0 : 1;
        row[j] = Math.min(diagonal + change, Math.min(above, row[j - 1]) + 1);
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
