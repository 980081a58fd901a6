package dev.diverge.agent.guard;

import java.util.Arrays;

/**
 * SHA-256 as FIPS 180-4 has it, for the entropy alone. The JDK's own is reached through JCA, whose
 * locks and class initialisers must not be entered from inside a guard. Not thread-safe.
 */
final class Sha256 {

  private static final int[] K = new int[64];
  private static final int[] INITIAL = new int[8];

  static {
    // The first 32 bits of the fractional parts of the cube and square roots of the first primes.
    int found = 0;
    for (int n = 2; found < 64; n++) {
      if (isPrime(n)) {
        if (found < 8) {
          INITIAL[found] = fraction(Math.sqrt(n));
        }
        K[found++] = fraction(Math.cbrt(n));
      }
    }
  }

  private final int[] state = INITIAL.clone();
  private final int[] w = new int[64];
  private final byte[] block = new byte[64];
  private int used;
  private long length;

  private static boolean isPrime(int n) {
    for (int d = 2; d * d <= n; d++) {
      if (n % d == 0) {
        return false;
      }
    }
    return true;
  }

  private static int fraction(double root) {
    return (int) (long) ((root - Math.floor(root)) * 0x1p32);
  }

  Sha256 update(byte[] bytes) {
    for (byte b : bytes) {
      update(b);
    }
    return this;
  }

  Sha256 update(long value) {
    for (int shift = 56; shift >= 0; shift -= 8) {
      update((byte) (value >>> shift));
    }
    return this;
  }

  /** Ends the hash, and wipes it. */
  byte[] digest() {
    long bits = length * 8;
    update((byte) 0x80);
    while (used != 56) {
      update((byte) 0);
    }
    update(bits);
    byte[] out = new byte[32];
    for (int i = 0; i < 32; i++) {
      out[i] = (byte) (state[i >> 2] >>> (24 - 8 * (i & 3)));
    }
    Arrays.fill(state, 0); // what was hashed is secret
    Arrays.fill(w, 0);
    Arrays.fill(block, (byte) 0);
    return out;
  }

  private void update(byte b) {
    block[used++] = b;
    length++;
    if (used == 64) {
      compress();
      used = 0;
    }
  }

  private void compress() {
    for (int t = 0; t < 16; t++) {
      int i = t * 4;
      w[t] =
          (block[i] & 0xff) << 24
              | (block[i + 1] & 0xff) << 16
              | (block[i + 2] & 0xff) << 8
              | (block[i + 3] & 0xff);
    }
    for (int t = 16; t < 64; t++) {
      int s0 =
          Integer.rotateRight(w[t - 15], 7) ^ Integer.rotateRight(w[t - 15], 18) ^ w[t - 15] >>> 3;
      int s1 =
          Integer.rotateRight(w[t - 2], 17) ^ Integer.rotateRight(w[t - 2], 19) ^ w[t - 2] >>> 10;
      w[t] = w[t - 16] + s0 + w[t - 7] + s1;
    }
    int a = state[0];
    int b = state[1];
    int c = state[2];
    int d = state[3];
    int e = state[4];
    int f = state[5];
    int g = state[6];
    int h = state[7];
    for (int t = 0; t < 64; t++) {
      int sum1 =
          Integer.rotateRight(e, 6) ^ Integer.rotateRight(e, 11) ^ Integer.rotateRight(e, 25);
      int t1 = h + sum1 + ((e & f) ^ (~e & g)) + K[t] + w[t];
      int sum0 =
          Integer.rotateRight(a, 2) ^ Integer.rotateRight(a, 13) ^ Integer.rotateRight(a, 22);
      int t2 = sum0 + ((a & b) ^ (a & c) ^ (b & c));
      h = g;
      g = f;
      f = e;
      e = d + t1;
      d = c;
      c = b;
      b = a;
      a = t1 + t2;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
    state[5] += f;
    state[6] += g;
    state[7] += h;
  }
}
