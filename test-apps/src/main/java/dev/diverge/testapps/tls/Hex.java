package dev.diverge.testapps.tls;

import java.util.HexFormat;

/** Bytes as one word. */
final class Hex {
  private Hex() {}

  static String of(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  static byte[] bytes(String text) {
    return HexFormat.of().parseHex(text);
  }
}
