package dev.diverge.agent.guard;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiPredicate;

/**
 * Counts what was refused because its epoch has gone by, and decides about ciphers. Thread-safe.
 */
public final class Refusals implements Runnable, BiPredicate<String, Integer> {

  private static final int ENCRYPT_MODE = 1;
  private static final int WRAP_MODE = 3;

  /** Of no cipher: a key, or a stream, that must not go on in two clones. */
  private static final int ONE_TIME = 0;

  /** Modes whose key stream, or whose authentication key, one nonce gives away if used twice. */
  private static final String MODES = "/GCM/CCM/CTR/CFB/OFB/EAX/OCB/GCM-SIV/";

  /** Ciphers of that kind whatever mode is named with them. */
  private static final String[] STREAMS = {"CHACHA20", "XCHACHA20", "SALSA20", "ARCFOUR", "RC4"};

  private final boolean refuses;
  private final AtomicLong connections = new AtomicLong();
  private final AtomicLong ciphers = new AtomicLong();

  public Refusals(boolean refuses) {
    this.refuses = refuses;
  }

  /** A TLS connection was closed. */
  @Override
  public void run() {
    connections.incrementAndGet();
  }

  /** Whether to refuse a cipher of an earlier epoch, which is about to be used in that mode. */
  @Override
  public boolean test(String transformation, Integer mode) {
    if (mode == ONE_TIME) {
      return refuses; // and is not counted: any code can ask
    }
    if ((mode != ENCRYPT_MODE && mode != WRAP_MODE)
        || transformation == null
        || !mustNotRepeat(transformation)
        || isOfTls()) {
      return false;
    }
    ciphers.incrementAndGet();
    return refuses;
  }

  /** TLS connections that were closed instead of written to. */
  public long connections() {
    return connections.get();
  }

  /** Uses of ciphers of an earlier epoch, refused or allowed. */
  public long ciphers() {
    return ciphers.get();
  }

  /**
   * The JDK's TLS initialises a cipher for each record anew, and each clone ends the same record
   * with it. That its connection refuses then, clients know how to take; not what a cipher throws.
   */
  private static boolean isOfTls() {
    boolean cipher = false;
    for (StackTraceElement frame : new Throwable().getStackTrace()) {
      boolean here = frame.getClassName().equals("javax.crypto.Cipher");
      if (cipher && !here) {
        return frame.getClassName().startsWith("sun.security.ssl.");
      }
      cipher |= here;
    }
    return false;
  }

  private static boolean mustNotRepeat(String transformation) {
    String name = transformation.toUpperCase(Locale.ROOT);
    for (String stream : STREAMS) {
      if (name.startsWith(stream)) {
        return true;
      }
    }
    int slash = name.indexOf('/');
    if (slash < 0) {
      return false;
    }
    int end = name.indexOf('/', slash + 1);
    String mode = name.substring(slash + 1, end < 0 ? name.length() : end);
    while (!mode.isEmpty() && Character.isDigit(mode.charAt(mode.length() - 1))) {
      mode = mode.substring(0, mode.length() - 1); // CFB8, OFB64
    }
    return MODES.contains("/".concat(mode).concat("/"));
  }
}
