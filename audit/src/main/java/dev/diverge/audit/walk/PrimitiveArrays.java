package dev.diverge.audit.walk;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The content of arrays of numbers and characters. */
final class PrimitiveArrays {

  private static final byte[] NONE = {};

  private PrimitiveArrays() {}

  /** As bytes; none if there are more than that. */
  static byte[] bytes(Object array, int atMost) {
    if (array instanceof byte[] bytes) {
      return bytes.length > atMost ? NONE : bytes.clone();
    }
    int size = Array.getLength(array);
    if (size > atMost / 2) {
      return NONE;
    }
    ByteBuffer into = ByteBuffer.allocate(size * 8);
    int width = fill(into, array);
    return size * width > atMost ? NONE : Arrays.copyOf(into.array(), size * width);
  }

  private static int fill(ByteBuffer into, Object array) {
    if (array instanceof int[] ints) {
      for (int each : ints) {
        into.putInt(each);
      }
      return 4;
    }
    if (array instanceof long[] longs) {
      for (long each : longs) {
        into.putLong(each);
      }
      return 8;
    }
    if (array instanceof char[] chars) {
      for (char each : chars) {
        into.putChar(each);
      }
      return 2;
    }
    if (array instanceof short[] shorts) {
      for (short each : shorts) {
        into.putShort(each);
      }
      return 2;
    }
    return 0;
  }
}
