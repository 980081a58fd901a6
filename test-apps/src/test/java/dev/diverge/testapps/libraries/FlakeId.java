package dev.diverge.testapps.libraries;

import java.util.Base64;
import java.util.HexFormat;

/** The time-based id of Elasticsearch and OpenSearch: sequence, time and machine, interleaved. */
final class FlakeId {
  private FlakeId() {}

  /** The two outer bytes of the sequence, the machine, the middle byte of the sequence. */
  static String withoutTime(String id) {
    byte[] bytes = Base64.getUrlDecoder().decode(id);
    HexFormat hex = HexFormat.of();
    return hex.formatHex(bytes, 0, 2) + hex.formatHex(bytes, 6, 12) + hex.formatHex(bytes, 13, 14);
  }

  /** Of the form that begins with the time: the machine, the three bytes of the sequence. */
  static String orderedWithoutTime(String id) {
    byte[] bytes = Base64.getUrlDecoder().decode(id);
    HexFormat hex = HexFormat.of();
    return hex.formatHex(bytes, 4, 11)
        + hex.formatHex(bytes, 12, 13)
        + hex.formatHex(bytes, 14, 15);
  }
}
