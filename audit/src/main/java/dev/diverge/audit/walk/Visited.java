package dev.diverge.audit.walk;

import org.jspecify.annotations.Nullable;

/** The objects that were met, by identity: all of it is one array. */
final class Visited {

  private @Nullable Object[] table = new Object[1 << 14];
  private int size;

  /** Whether it is new. */
  boolean add(Object object) {
    if (size * 2 >= table.length) {
      grow();
    }
    return put(table, object);
  }

  private boolean put(@Nullable Object[] into, Object object) {
    int at = slot(into, System.identityHashCode(object));
    for (Object there; (there = into[at]) != null; at = (at + 1) & (into.length - 1)) {
      if (there == object) {
        return false;
      }
    }
    into[at] = object;
    size++;
    return true;
  }

  private void grow() {
    @Nullable Object[] larger = new Object[table.length * 2];
    size = 0;
    for (Object object : table) {
      if (object != null) {
        put(larger, object);
      }
    }
    table = larger;
  }

  private static int slot(@Nullable Object[] in, int hash) {
    return ((hash * 0x9e3779b9) >>> 7) & (in.length - 1);
  }

  /** Whether a number is the hash of identity of one of them. */
  boolean hasHash(int hash) {
    int at = slot(table, hash);
    for (Object there; (there = table[at]) != null; at = (at + 1) & (table.length - 1)) {
      if (System.identityHashCode(there) == hash) {
        return true;
      }
    }
    return false;
  }

  int size() {
    return size;
  }
}
