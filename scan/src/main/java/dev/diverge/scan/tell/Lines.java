package dev.diverge.scan.tell;

/** Text from outside made fit for a line: jars and classes are named by whoever made them. */
public final class Lines {

  private static final int AT_MOST = 600;

  private Lines() {}

  /** {@code text} on one line: what does not show as itself becomes {@code \\uXXXX}. */
  public static String plain(String text) {
    StringBuilder plain = new StringBuilder(text.length() + 8);
    text.codePoints()
        .limit(AT_MOST)
        .forEach(
            c -> {
              if (isShown(c)) {
                plain.appendCodePoint(c);
              } else {
                plain.append("\\u").append(String.format("%04x", c));
              }
            });
    return plain.append(text.length() > 2 * AT_MOST ? "..." : "").toString();
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
