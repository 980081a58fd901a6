package dev.diverge.agent.libraries;

import dev.diverge.integrations.SensitiveType;
import org.jspecify.annotations.Nullable;

/**
 * Libraries by how the names of their types end, {@code *}{@code /channel/epoll/Native}: what a
 * build has moved to packages of its own is found there as well.
 *
 * <p>Every class that the JVM loads is looked up: its last characters tell all but a few of those
 * that concern nobody, and nothing is allocated.
 */
final class Endings {

  private static final int TAIL = 4;

  private String[] ends = {};
  private LazyLibrary[][] libraries = {};
  private long tails;

  /** An ending is one library's alone. */
  void add(String type, LazyLibrary library) {
    String[] moreEnds = new String[ends.length + 1];
    LazyLibrary[][] moreLibraries = new LazyLibrary[ends.length + 1][];
    System.arraycopy(ends, 0, moreEnds, 0, ends.length);
    System.arraycopy(libraries, 0, moreLibraries, 0, ends.length);
    moreEnds[ends.length] = type;
    moreLibraries[ends.length] = new LazyLibrary[] {library};
    ends = moreEnds;
    libraries = moreLibraries;
    tails |= 1L << tail(type);
  }

  LazyLibrary @Nullable [] of(String className) {
    if (className.length() < TAIL || (tails >>> tail(className) & 1) == 0) {
      return null;
    }
    for (int i = 0; i < ends.length; i++) {
      if (SensitiveType.isCalled(className, ends[i])) {
        return libraries[i];
      }
    }
    return null;
  }

  /** Six bits of the last characters. */
  private static int tail(String name) {
    int last = name.length() - 1;
    return (name.charAt(last) * 31 + name.charAt(last - 1) * 7 + name.charAt(last - TAIL + 1)) & 63;
  }
}
