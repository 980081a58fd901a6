package dev.diverge.agent.guard;

import java.io.FileInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Fresh bytes for this clone. Thread-safe, without locks: any thread may be frozen anywhere in here
 * when the VM is cloned.
 *
 * <p>A transition puts the kernel's bytes, the clock's {@link Jitter} and the page into the key.
 * The kernel alone is not enough: for some milliseconds after a clone resumes it may not have
 * reseeded either; so the jitter is a key's worth by itself. The bytes of {@code /dev/hwrng} are
 * added in the background only, because that read may block.
 *
 * <p>A key is used once. Whoever takes from it, or adds to it, first puts its hash in its place, by
 * a compare-and-set, and tries again with the new one if another was quicker. So no two threads
 * give out the same block; a rekeying that began before a clone and ends after it adds to the key
 * that was drawn since, and cannot take its place; and what was given out cannot be computed from
 * the key that the heap holds later.
 *
 * <p>A used key is wiped; nobody else can be using it, for whoever still reads it fails to set its
 * successor, and starts again. Not promised: that nothing of it is left where the collector once
 * moved it, in a thread that was stopped in the middle, or in registers and stacks.
 */
public final class Entropy implements IntFunction<byte[]> {

  private static final String URANDOM = "/dev/urandom";
  private static final String HWRNG = "/dev/hwrng";
  private static final byte[] NONE = new byte[0];

  // What a hash of the key is for.
  private static final long NEXT = -1;
  private static final long REKEY = -2;

  private final AtomicReference<byte[]> key = new AtomicReference<>(new byte[32]);
  private final AtomicReference<@Nullable String> trouble = new AtomicReference<>();
  private final @Nullable FileInputStream urandom;
  private volatile boolean failed;

  public Entropy() {
    this(URANDOM);
  }

  /** With another device for the kernel's, for tests. */
  public Entropy(String urandom) {
    this.urandom = openKernel(urandom);
  }

  private @Nullable FileInputStream openKernel(String device) {
    try {
      return new FileInputStream(device);
    } catch (IOException | RuntimeException absent) {
      fails(absent);
      return null;
    }
  }

  /**
   * Adds to the key what a clone does not have in common with another.
   *
   * @param page what the generation page says, or anything else that a clone may differ in
   * @param mayBlock whether to wait for a hardware generator
   */
  public void rekey(long page, boolean mayBlock) {
    Sha256 hash = new Sha256().update(REKEY).update(page).update(System.currentTimeMillis());
    hash.update(kernel());
    if (mayBlock) {
      hash.update(hardware());
    }
    new Jitter().addTo(hash);
    byte[] more = hash.digest();
    for (; ; ) {
      byte[] used = key();
      byte[] next = new Sha256().update(used).update(REKEY).update(more).digest();
      if (key.compareAndSet(used, next)) {
        Arrays.fill(used, (byte) 0);
        return;
      }
    }
  }

  /** {@code n} bytes that are given out once; before the first rekey, of no use to anybody. */
  @Override
  public byte[] apply(int n) {
    byte[] out = new byte[n];
    for (; ; ) {
      byte[] used = key();
      if (key.compareAndSet(used, new Sha256().update(used).update(NEXT).digest())) {
        for (int done = 0; done < n; done += 32) {
          byte[] block = new Sha256().update(used).update(done).digest();
          System.arraycopy(block, 0, out, done, Math.min(32, n - done));
        }
        Arrays.fill(used, (byte) 0);
        return out;
      }
    }
  }

  /** 64 bits for what is salted; never 0, which stands for none. */
  public long salt() {
    long salt = 0;
    for (byte b : apply(8)) {
      salt = salt << 8 | (b & 0xff);
    }
    return salt != 0 ? salt : 1;
  }

  /** What is to be said of the kernel's device, once; null if there is nothing, or it was said. */
  public @Nullable String trouble() {
    return trouble.get() == null ? null : trouble.getAndSet(null);
  }

  /** Whether the kernel's device was missing or failed, at whatever time. */
  boolean isWithoutKernel() {
    return failed;
  }

  private byte[] key() {
    return Objects.requireNonNull(key.get());
  }

  private byte[] kernel() {
    if (urandom == null) {
      return NONE;
    }
    try {
      byte[] bytes = new byte[48];
      if (urandom.read(bytes) == bytes.length) {
        return bytes;
      }
      fails(null);
    } catch (Throwable whatever) {
      // Not only of the device's: other agents' hooks throw errors where a thread must not wait.
      fails(whatever);
    }
    return NONE;
  }

  /** It is root's, mostly, or there is none: no trouble. */
  private static byte[] hardware() {
    try (FileInputStream hwrng = new FileInputStream(HWRNG)) {
      byte[] bytes = new byte[32];
      return hwrng.read(bytes) > 0 ? bytes : NONE;
    } catch (Throwable absent) {
      return NONE;
    }
  }

  private void fails(@Nullable Throwable why) {
    if (!failed) {
      failed = true;
      trouble.set(
          URANDOM
              .concat(
                  " gives nothing, so what is drawn after a clone rests on the clock's jitter: ")
              .concat(why == null ? "end of file" : String.valueOf(why)));
    }
  }
}
