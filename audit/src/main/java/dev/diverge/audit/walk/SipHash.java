package dev.diverge.audit.walk;

/**
 * SipHash-2-4: without the key, which is made for one audit and kept by who asked for it, a digest
 * tells nothing of a value, however few there are.
 */
final class SipHash {

  private final long k0;
  private final long k1;

  SipHash(long k0, long k1) {
    this.k0 = k0;
    this.k1 = k1;
  }

  /** Of a number; what it is of is told apart by the domain. */
  long of(int domain, long value) {
    State state = new State(k0, k1);
    state.add(value);
    return state.end((8L << 56) | domain);
  }

  /** Of the low bytes of characters and the high ones alike. */
  long of(int domain, CharSequence text) {
    State state = new State(k0, k1);
    long word = 0;
    int length = text.length();
    for (int i = 0; i < length; i++) {
      word |= (long) text.charAt(i) << (16 * (i & 3));
      if ((i & 3) == 3) {
        state.add(word);
        word = 0;
      }
    }
    state.add(word);
    return state.end(((long) length << 32) | domain);
  }

  long of(int domain, byte[] bytes) {
    State state = new State(k0, k1);
    long word = 0;
    for (int i = 0; i < bytes.length; i++) {
      word |= (bytes[i] & 0xffL) << (8 * (i & 7));
      if ((i & 7) == 7) {
        state.add(word);
        word = 0;
      }
    }
    state.add(word);
    return state.end(((long) bytes.length << 32) | domain);
  }

  private static final class State {
    private long v0;
    private long v1;
    private long v2;
    private long v3;

    State(long k0, long k1) {
      v0 = k0 ^ 0x736f6d6570736575L;
      v1 = k1 ^ 0x646f72616e646f6dL;
      v2 = k0 ^ 0x6c7967656e657261L;
      v3 = k1 ^ 0x7465646279746573L;
    }

    void add(long word) {
      v3 ^= word;
      round();
      round();
      v0 ^= word;
    }

    long end(long last) {
      add(last);
      v2 ^= 0xff;
      for (int i = 0; i < 4; i++) {
        round();
      }
      return v0 ^ v1 ^ v2 ^ v3;
    }

    private void round() {
      v0 += v1;
      v1 = Long.rotateLeft(v1, 13) ^ v0;
      v0 = Long.rotateLeft(v0, 32);
      v2 += v3;
      v3 = Long.rotateLeft(v3, 16) ^ v2;
      v0 += v3;
      v3 = Long.rotateLeft(v3, 21) ^ v0;
      v2 += v1;
      v1 = Long.rotateLeft(v1, 17) ^ v2;
      v2 = Long.rotateLeft(v2, 32);
    }
  }
}
