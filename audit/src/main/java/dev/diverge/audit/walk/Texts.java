package dev.diverge.audit.walk;

/**
 * A text without what differs from start to start and is no secret: ports, times, counts, names of
 * temporary files, the process's number, hashes of identity as {@code Object.toString} writes them.
 */
final class Texts {

  private static final int SHORT = 4;
  static final int UUID_LENGTH = 36;

  private final Nature nature;

  /** Names below it are drawn by who makes a temporary file. */
  private final String temporary = folder(System.getProperty("java.io.tmpdir", ""));

  Texts(Nature nature) {
    this.nature = nature;
  }

  private static String folder(String name) {
    return name.isEmpty() || name.endsWith("/") ? name : name + "/";
  }

  private static int nameEnd(String text, int from) {
    int end = from;
    while (end < text.length() && " \t\n\"';,|)]}".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  String steady(String text) {
    StringBuilder steady = new StringBuilder(text.length());
    int length = text.length();
    for (int i = 0; i < length; ) {
      char c = text.charAt(i);
      if (!temporary.isEmpty() && text.startsWith(temporary, i)) {
        steady.append(temporary);
        i = nameEnd(text, i + temporary.length());
      } else if (c == '@' && hexEnd(text, i + 1) > i + 1 && !isWord(text, hexEnd(text, i + 1))) {
        steady.append("@");
        i = hexEnd(text, i + 1);
      } else if (c == '0' && text.startsWith("0x", i)) {
        steady.append("0x");
        i = hexEnd(text, i + 2);
      } else if (isUuid(text, i)) {
        steady.append(text, i, i + UUID_LENGTH);
        i += UUID_LENGTH;
      } else if (isDigit(c)) {
        int end = digitsEnd(text, i);
        boolean alone = !isWord(text, i - 1) && !isWord(text, end);
        steady.append(alone && isOfTheStart(text, i, end) ? "0" : text.substring(i, end));
        i = end;
      } else {
        steady.append(c);
        i++;
      }
    }
    return steady.toString();
  }

  private boolean isOfTheStart(String text, int start, int end) {
    if (end - start <= SHORT + 1) {
      return true;
    }
    if (end - start > 18) {
      return false;
    }
    long value = Long.parseLong(text.substring(start, end));
    return nature.isPid(value) || nature.isTime(value) || nature.isAddress(value);
  }

  static boolean isUuid(String text, int at) {
    if (at + UUID_LENGTH > text.length()) {
      return false;
    }
    for (int i = 0; i < UUID_LENGTH; i++) {
      char c = text.charAt(at + i);
      boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
      if (dash ? c != '-' : !isHex(c)) {
        return false;
      }
    }
    return true;
  }

  private static int digitsEnd(String text, int from) {
    int end = from;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static int hexEnd(String text, int from) {
    int end = from;
    while (end < text.length() && end - from < 16 && isHex(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isWord(String text, int at) {
    return at >= 0 && at < text.length() && isAsciiLetter(text.charAt(at));
  }

  private static boolean isAsciiLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isHex(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }
}
