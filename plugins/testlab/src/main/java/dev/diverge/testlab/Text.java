package dev.diverge.testlab;

import java.util.HexFormat;

/** A drawn value as one word of one line. */
public final class Text {
  private Text() {}

  public static String of(Object value) {
    String text =
        value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : String.valueOf(value);
    return text.replaceAll("[\\t\\r\\n]", " ");
  }
}
