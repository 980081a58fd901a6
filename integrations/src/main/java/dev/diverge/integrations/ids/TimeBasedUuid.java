package dev.diverge.integrations.ids;

import dev.diverge.integrations.Fresh;

/** The parts of a UUID of version 1 or 6 beside its time. */
final class TimeBasedUuid {

  /** Marks a node that is no network card's; RFC 9562, section 6.10. */
  private static final long MULTICAST = 0x0100_0000_0000L;

  private static final int NODE_BYTES = 6;
  private static final long NODE = 0xffff_ffff_ffffL;

  private TimeBasedUuid() {}

  static long node(Fresh fresh) {
    return (fresh.number() & NODE) | MULTICAST;
  }

  static byte[] nodeBytes(Fresh fresh) {
    byte[] node = fresh.bytes(NODE_BYTES);
    node[0] |= (byte) (MULTICAST >>> 40);
    return node;
  }

  /** Variant, clock sequence and node. */
  static long lowHalf(Fresh fresh) {
    return (fresh.number() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L | MULTICAST;
  }
}
