package dev.diverge.scan.read;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The members of a jar as a JVM of this version sees them, by the names it sees them under. */
final class Versions {

  private static final String FOLDER = "META-INF/versions/";

  private Versions() {}

  static Collection<Named> seen(List<Member> members, boolean multiRelease, int feature) {
    Map<String, Named> seen = new LinkedHashMap<>(2 * members.size());
    Map<String, Integer> versions = new HashMap<>();
    for (Member member : members) {
      String name = member.name();
      int version = 0;
      if (name.startsWith(FOLDER)) {
        int slash = name.indexOf('/', FOLDER.length());
        version = slash < 0 ? 0 : number(name.substring(FOLDER.length(), slash));
        if (!multiRelease || version == 0 || version > feature) {
          continue;
        }
        name = name.substring(slash + 1);
      }
      if (version >= versions.getOrDefault(name, 0)) {
        versions.put(name, version);
        seen.put(name, new Named(name, member));
      }
    }
    return seen.values();
  }

  /** A member, and the name it is seen under. */
  record Named(String name, Member member) {}

  private static int number(String text) {
    int number = 0;
    for (int i = 0; i < text.length() && i < 4; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return 0;
      }
      number = 10 * number + c - '0';
    }
    return number;
  }

  /** The main attributes of a manifest, in lower case. */
  static Map<String, String> manifest(byte[] bytes) {
    Map<String, String> attributes = new HashMap<>();
    String text = new String(bytes, StandardCharsets.UTF_8).replace("\r\n", "\n");
    text = text.replace('\r', '\n').replace("\n ", "");
    int end = text.indexOf("\n\n");
    String main = end < 0 ? text : text.substring(0, end);
    for (int start = 0; start < main.length(); ) {
      int stop = main.indexOf('\n', start);
      stop = stop < 0 ? main.length() : stop;
      int colon = main.indexOf(": ", start);
      if (colon > 0 && colon < stop) {
        attributes.put(
            main.substring(start, colon).toLowerCase(Locale.ROOT), main.substring(colon + 2, stop));
      }
      start = stop + 1;
    }
    return attributes;
  }
}
