package dev.diverge.integrations.ids;

import dev.diverge.integrations.Fresh;

/** Names by which servers tell clients apart. */
final class Names {

  private static final int UUID_LENGTH = 36;
  private static final char MARK = '~';
  private static final int HEX = Long.BYTES * 2;

  private Names() {}

  /** Another UUID in place of one; what somebody chose keeps that, with a number behind it. */
  static String another(String name, Fresh fresh) {
    if (isUuid(name)) {
      return fresh.uuid().toString();
    }
    int mark = name.length() - HEX - 1;
    boolean isMarked = mark >= 0 && name.charAt(mark) == MARK;
    return (isMarked ? name.substring(0, mark) : name) + MARK + hex(fresh.number(), HEX);
  }

  /** The last so many digits of a number. */
  static String hex(long number, int digits) {
    String all = "0000000000000000" + Long.toHexString(number);
    return all.substring(all.length() - digits);
  }

  private static boolean isUuid(String name) {
    boolean is = name.length() == UUID_LENGTH;
    for (int i = 0; is && i < UUID_LENGTH; i++) {
      boolean isHyphen = i == 8 || i == 13 || i == 18 || i == 23;
      is = isHyphen ? name.charAt(i) == '-' : Character.digit(name.charAt(i), 16) >= 0;
    }
    return is;
  }
}
