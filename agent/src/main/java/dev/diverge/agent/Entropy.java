package dev.diverge.agent;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Fresh bytes for this clone. Thread-safe, without locks: any thread may be frozen anywhere in here
 * when the VM is cloned.
 *
 * <p>A key is drawn at each transition from the kernel, the clock's jitter and the page, all hashed
 * with the key before; what is handed out is the hash of that key and a counter. The kernel alone
 * is not enough: for some milliseconds after a clone resumes it may not have reseeded either. The
 * bytes of {@code /dev/hwrng} are added in the background only, because that read may block.
 */
final class Entropy implements IntFunction<byte[]> {

  private static final String URANDOM = "/dev/urandom";
  private static final String HWRNG = "/dev/hwrng";

  private final @Nullable FileInputStream urandom = open(URANDOM);
  private final AtomicLong counter = new AtomicLong();
  private volatile byte[] key = new byte[32];

  private static @Nullable FileInputStream open(String device) {
    try {
      return new File(device).canRead() ? new FileInputStream(device) : null;
    } catch (IOException absent) {
      return null;
    }
  }

  /**
   * Draws a new key.
   *
   * @param page what the generation page says, or anything else that a clone may differ in
   * @param mayBlock whether to wait for a hardware generator
   * @return a salt of 64 bits that belongs to the new key
   */
  long rekey(long page, boolean mayBlock) {
    Sha256 hash = new Sha256().update(key).update(page).update(counter.getAndIncrement());
    if (urandom != null) {
      hash.update(read(urandom, 48));
    }
    if (mayBlock) {
      hash.update(hardware());
    }
    jitter(hash);
    byte[] fresh = hash.digest();
    key = fresh;
    byte[] salt = new Sha256().update(fresh).update(-1L).digest();
    long s = 0;
    for (int i = 0; i < 8; i++) {
      s = s << 8 | (salt[i] & 0xff);
    }
    return s != 0 ? s : 1;
  }

  /** {@code n} bytes from the present key; before the first rekey, of no use to anybody. */
  @Override
  public byte[] apply(int n) {
    byte[] out = new byte[n];
    byte[] from = key;
    for (int done = 0; done < n; done += 32) {
      byte[] block = new Sha256().update(from).update(counter.getAndIncrement()).digest();
      System.arraycopy(block, 0, out, done, Math.min(32, n - done));
    }
    return out;
  }

  private static byte[] hardware() {
    try (FileInputStream hwrng = open(HWRNG)) {
      return hwrng != null ? read(hwrng, 32) : new byte[0];
    } catch (IOException absent) {
      return new byte[0];
    }
  }

  private static byte[] read(FileInputStream device, int n) {
    byte[] bytes = new byte[n];
    try {
      int got = device.read(bytes);
      return got == n ? bytes : new byte[0];
    } catch (IOException gone) {
      return new byte[0];
    }
  }

  /** What two clones on two hosts, or one after the other on one, do not have in common. */
  private static void jitter(Sha256 hash) {
    hash.update(System.currentTimeMillis()).update(System.nanoTime());
    for (int i = 0; i < 16; i++) {
      Thread.onSpinWait();
      hash.update(System.nanoTime());
    }
  }
}
