package dev.diverge.agent.libraries;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which libraries name a package. Every class that the JVM loads is looked up here: one hash over
 * the package's part of its name, and nothing is allocated.
 */
final class PackageTable {

  private final String[] packages;
  private final LazyLibrary[][] libraries;
  private final int mask;

  PackageTable(List<LazyLibrary> all) {
    int count = 0;
    for (LazyLibrary library : all) {
      count += library.packages().length;
    }
    int size = Integer.highestOneBit(Math.max(count, 1)) << 2;
    mask = size - 1;
    packages = new String[size];
    libraries = new LazyLibrary[size][];
    for (LazyLibrary library : all) {
      for (String name : library.packages()) {
        add(name, library);
      }
    }
  }

  private void add(String name, LazyLibrary library) {
    int at = slot(name, name.length());
    LazyLibrary[] before = libraries[at];
    if (before == null) {
      packages[at] = name;
      libraries[at] = new LazyLibrary[] {library};
      return;
    }
    LazyLibrary[] now = new LazyLibrary[before.length + 1];
    System.arraycopy(before, 0, now, 0, before.length);
    now[before.length] = library;
    libraries[at] = now;
  }

  /** The libraries that name the package of this class, given by its internal name. */
  LazyLibrary @Nullable [] find(String className) {
    int end = className.lastIndexOf('/');
    return end < 0 ? null : libraries[slot(className, end)];
  }

  /** Where this name, up to {@code end}, is, or would be. */
  private int slot(String name, int end) {
    int hash = 0;
    for (int i = 0; i < end; i++) {
      hash = 31 * hash + name.charAt(i);
    }
    int at = (hash ^ hash >>> 16) & mask;
    for (String there; (there = packages[at]) != null; at = (at + 1) & mask) {
      if (there.length() == end && name.startsWith(there)) {
        break;
      }
    }
    return at;
  }
}
