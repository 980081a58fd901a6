package dev.diverge.scan.tell;

/** Text from outside made fit for a line: jars and classes are named by whoever made them. */
public final class Lines {

  private static final int AT_MOST = 600;

  private Lines() {}

  /**
   * {@code text} on one line: what does not show as itself becomes {@code \\uXXXX}, as Java writes
   * it, and what is behind its first {@value #AT_MOST} characters, three dots.
   */
  public static String plain(String text) {
    StringBuilder plain = new StringBuilder(text.length() + 8);
    int shown = 0;
    int at = 0;
    for (int c; at < text.length() && shown < AT_MOST; at += Character.charCount(c), shown++) {
      c = text.codePointAt(at);
      if (isShown(c)) {
        plain.appendCodePoint(c);
      } else {
        for (char half : Character.toChars(c)) {
          plain.append(String.format("\\u%04x", (int) half));
        }
      }
    }
    return plain.append(at < text.length() ? "..." : "").toString();
  }

  private static boolean isShown(int c) {
    int type = Character.getType(c);
    return type != Character.CONTROL
        && type != Character.FORMAT
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR
        && type != Character.SURROGATE
        && type != Character.UNASSIGNED;
  }
}
