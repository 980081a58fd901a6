package dev.diverge.audit.walk;

/** Whether a value looks drawn, where there is no second start to compare it with. */
final class Looks {

  private static final int LONG_RUN = 16;
  private static final int MANY_BITS = 48;
  private static final int FEW_BYTES = 8;
  private static final int MANY_BYTES = 64;

  private Looks() {}

  /** Letters and digits in turn, as in an id or a token: 16 in a row, dashes aside. */
  static boolean isDrawn(String text) {
    int run = 0;
    int turns = 0;
    char last = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean digit = c >= '0' && c <= '9';
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (digit || letter) {
        run++;
        turns += digit != (last >= '0' && last <= '9') ? 1 : 0;
        last = c;
        if (run >= LONG_RUN && turns >= LONG_RUN / 4) {
          return true;
        }
      } else if (c != '-' && c != '_' && c != '+' && c != '/' && c != '=') {
        run = 0;
        turns = 0;
      }
    }
    return false;
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
