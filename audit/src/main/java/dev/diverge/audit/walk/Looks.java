package dev.diverge.audit.walk;

/** Whether a value looks drawn, where there is no second start to compare it with. */
final class Looks {

  private static final int LONG_RUN = 16;
  private static final int MANY_BITS = 48;
  private static final int FEW_BYTES = 8;
  private static final int MANY_BYTES = 64;

  private Looks() {}

  /** Digits, small and capital letters in turn, as in an id or a token: 16 in a row. */
  static boolean isDrawn(String text) {
    int run = 0;
    int turns = 0;
    int last = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int sort = sort(c);
      if (sort != 0) {
        run++;
        turns += sort != last ? 1 : 0;
        last = sort;
        if (run >= LONG_RUN && turns * 10 >= run * 3) {
          return true;
        }
      } else if (c != '-' && c != '_') {
        run = 0;
        turns = 0;
      }
    }
    return false;
  }

  private static int sort(char c) {
    return c >= '0' && c <= '9' ? 1 : c >= 'a' && c <= 'z' ? 2 : c >= 'A' && c <= 'Z' ? 3 : 0;
  }

  static boolean isDrawn(byte[] content) {
    if (content.length < FEW_BYTES || content.length > MANY_BYTES) {
      return false;
    }
    boolean[] met = new boolean[256];
    int different = 0;
    int text = 0;
    for (byte b : content) {
      different += met[b & 0xff] ? 0 : 1;
      met[b & 0xff] = true;
      text += b >= ' ' && b < 0x7f ? 1 : 0;
    }
    return different * 4 >= content.length * 3 && text < content.length;
  }

  static boolean isDrawn(long value) {
    return Long.SIZE - Long.numberOfLeadingZeros(Math.abs(value)) >= MANY_BITS
        && Long.numberOfTrailingZeros(value) < LONG_RUN;
  }
}
