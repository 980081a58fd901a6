package dev.diverge.driver;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What each source wants a later process to know, by the source in the user's words. Not
 * thread-safe.
 */
final class Memory {
  /** Of a process that had no predecessor. Stays empty. */
  static final Memory NONE = new Memory();

  private @Nullable Map<String, Long> known;

  void put(String source, long value) {
    Map<String, Long> map = known;
    if (map == null) {
      map = new TreeMap<>();
      known = map;
    }
    map.put(source, value);
  }

  /** What is known of the source, once. */
  @Nullable Long take(String source) {
    Map<String, Long> map = known;
    return map == null ? null : map.remove(source);
  }

  /** All of it, in a fixed order; a copy. */
  Map<String, Long> all() {
    Map<String, Long> map = known;
    return map == null ? Map.of() : new TreeMap<>(map);
  }
}
