package dev.diverge.agent.libraries;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Libraries by what their classes extend or implement, {@code <}{@code java/util/Random} or {@code
 * <*}{@code /random/RandomGenerator}: whatever their own names are.
 *
 * <p>Every class of an application passes here as it is loaded. Its constants are walked over once,
 * nothing is allocated or decoded; only if such a name is among them is the class file read.
 */
final class Parents {

  /** Bytes of a constant behind its tag, by the tag. */
  private static final byte[] SIZES = {
    0, 0, 0, 4, 4, 8, 8, 2, 2, 4, 4, 4, 4, 0, 0, 3, 2, 4, 4, 2, 2
  };

  private static final int UTF8 = 1;
  private static final int FIRST = 10;
  private static final int TAIL = 4;

  private byte[][] ends = {};
  private boolean[] whole = {};
  private @Nullable LazyLibrary library;
  private long tails;

  static boolean is(String type) {
    return type.startsWith("<");
  }

  /** One library has them all. */
  void add(String type, LazyLibrary library) {
    boolean ending = type.startsWith("*", 1);
    byte[][] moreEnds = new byte[ends.length + 1][];
    boolean[] moreWhole = new boolean[ends.length + 1];
    System.arraycopy(ends, 0, moreEnds, 0, ends.length);
    System.arraycopy(whole, 0, moreWhole, 0, ends.length);
    byte[] end = type.substring(ending ? 2 : 1).getBytes(StandardCharsets.ISO_8859_1);
    moreEnds[ends.length] = end;
    moreWhole[ends.length] = !ending;
    ends = moreEnds;
    whole = moreWhole;
    tails |= 1L << tail(end, end.length);
    this.library = library;
  }

  /** The library, if any of its parents is named in a class file. */
  @Nullable LazyLibrary of(byte[] classFile) {
    if (classFile.length < FIRST) {
      return null;
    }
    int count = (classFile[8] & 0xff) << 8 | (classFile[9] & 0xff);
    int at = FIRST;
    for (int i = 1; i < count && at + 3 < classFile.length; i++) {
      int tag = classFile[at];
      if (tag == UTF8) {
        int length = (classFile[at + 1] & 0xff) << 8 | (classFile[at + 2] & 0xff);
        at += 3 + length;
        if (length > TAIL
            && at <= classFile.length
            && (tails >>> tail(classFile, at) & 1) != 0
            && is(classFile, at, length)) {
          return library;
        }
      } else if (tag < 0 || tag >= SIZES.length) {
        return null; // which the JVM will tell of
      } else {
        at += 1 + SIZES[tag];
        i += tag == 5 || tag == 6 ? 1 : 0; // a long or a double counts twice
      }
    }
    return null;
  }

  /** Whether it is one of them, by its internal name. */
  boolean has(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    return is(bytes, bytes.length, bytes.length);
  }

  private boolean is(byte[] bytes, int end, int length) {
    for (int i = 0; i < ends.length; i++) {
      byte[] one = ends[i];
      if ((whole[i] ? length == one.length : length > one.length) && ends(bytes, end, one)) {
        return true;
      }
    }
    return false;
  }

  private static boolean ends(byte[] bytes, int end, byte[] with) {
    for (int i = with.length - 1, at = end - 1; i >= 0; i--, at--) {
      if (bytes[at] != with[i]) {
        return false;
      }
    }
    return true;
  }

  /** Six bits of the last characters. */
  private static int tail(byte[] bytes, int end) {
    return (bytes[end - 1] * 31 + bytes[end - 2] * 7 + bytes[end - TAIL]) & 63;
  }
}
