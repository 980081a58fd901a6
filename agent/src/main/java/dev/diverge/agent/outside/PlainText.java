package dev.diverge.agent.outside;

/**
 * Text from outside made fit for a line of ours: an option's value, an exception's message, a file
 * name or the answer of another user's JVM must neither begin a line of its own, nor steer a
 * terminal, nor turn round what is beside it, nor fill a log.
 */
public final class PlainText {

  /** What a line is cut at. Ours are shorter; the longest lists every option or library. */
  private static final int LINE = 4000;

  /** What a value in a line is cut at, so that what follows it is still to be read. */
  private static final int VALUE = 300;

  private static final String HEX = "0123456789abcdef";

  private PlainText() {}

  /** {@code text} on one line: what does not show as itself becomes {@code \\uXXXX}. */
  public static String line(String text) {
    return cut(text, LINE);
  }

  /** A value within a line. */
  public static String value(String text) {
    return cut(text, VALUE);
  }

  /** What was thrown, whose own words may throw again. */
  public static String thrown(Throwable t) {
    try {
      return cut(String.valueOf(t), VALUE);
    } catch (Throwable again) {
      return t.getClass().getName();
    }
  }

  private static String cut(String text, int most) {
    int length = Math.min(text.length(), most);
    int i = 0;
    while (i < length && isPlain(text, i)) {
      i++;
    }
    if (i == text.length()) {
      return text;
    }
    StringBuilder plain = new StringBuilder(length + 64).append(text, 0, i);
    for (; i < length; i++) {
      char c = text.charAt(i);
      if (isPlain(text, i)) {
        plain.append(c);
      } else {
        escape(plain, c);
      }
    }
    if (text.length() > length) {
      plain.append("... (").append(text.length() - length).append(" more characters)");
    }
    return plain.toString();
  }

  private static void escape(StringBuilder to, char c) {
    to.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      to.append(HEX.charAt(c >> shift & 0xf));
    }
  }

  private static boolean isPlain(String text, int at) {
    char c = text.charAt(at);
    if (c < 0x7f) {
      return c >= ' ';
    }
    if (Character.isSurrogate(c)) {
      return isShownPair(text, Character.isHighSurrogate(c) ? at : at - 1);
    }
    return isShown(Character.getType(c));
  }

  private static boolean isShownPair(String text, int at) {
    return at >= 0
        && at + 1 < text.length()
        && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1))
        && isShown(Character.getType(text.codePointAt(at)));
  }

  /** C0 and C1, line and paragraph separators, marks of direction, and what has no width. */
  private static boolean isShown(int type) {
    return type != Character.CONTROL
        && type != Character.FORMAT
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR
        && type != Character.SURROGATE
        && type != Character.UNASSIGNED;
  }
}
