package dev.diverge.agent.libraries;

import dev.diverge.integrations.Library;
import dev.diverge.integrations.Verified;
import java.util.Set;
import java.util.TreeSet;

/** Which versions of a library are in use, as the names of their jars tell. */
final class Versions {

  private Versions() {}

  /**
   * Each version found, with a word if it is outside of what was verified.
   *
   * @param origins where classes of the library came from
   */
  static Set<String> of(Library library, Set<String> origins) {
    Set<String> found = new TreeSet<>();
    for (String origin : origins) {
      for (Verified verified : library.verified()) {
        String artifact = verified.artifact().substring(verified.artifact().indexOf(':') + 1);
        String version = version(origin, artifact);
        if (!version.isEmpty()) {
          boolean within =
              compare(version, verified.oldest()) >= 0 && compare(version, verified.newest()) <= 0;
          found.add(artifact + " " + version + (within ? "" : " (not verified)"));
        }
      }
    }
    return found;
  }

  /** The version in {@code …/bson-5.5.1.jar!/}; empty if it is not that artifact's. */
  static String version(String origin, String artifact) {
    int end = origin.lastIndexOf(".jar");
    int start = origin.lastIndexOf('/', end < 0 ? origin.length() : end) + 1;
    String name = end < start ? "" : origin.substring(start, end);
    boolean numbered =
        name.startsWith(artifact.concat("-"))
            && name.length() > artifact.length() + 1
            && Character.isDigit(name.charAt(artifact.length() + 1));
    return numbered ? name.substring(artifact.length() + 1) : "";
  }

  /** By their numbers, as far as there are any. */
  static int compare(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() || j < b.length()) {
      int endA = number(a, i);
      int endB = number(b, j);
      int difference = Integer.compare(value(a, i, endA), value(b, j, endB));
      if (difference != 0) {
        return difference;
      }
      if (endA == i && endB == j) {
        return 0; // "-rc1", ".Final": of no account
      }
      i = Math.min(endA + 1, a.length());
      j = Math.min(endB + 1, b.length());
    }
    return 0;
  }

  private static int number(String version, int from) {
    int end = from;
    while (end < version.length() && Character.isDigit(version.charAt(end)) && end - from < 9) {
      end++;
    }
    return end;
  }

  private static int value(String version, int from, int end) {
    return end == from ? 0 : Integer.parseInt(version.substring(from, end));
  }
}
