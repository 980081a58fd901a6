package dev.diverge.driver;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The thread that reads the kernel's log.
 *
 * <p>Java cannot seek to a device's end, so the past is read too and told by its time stamp. The
 * kernel's clock and the JVM's both begin at boot and drift apart by up to 500 millionths; a line
 * that close to the opening counts as new, since a transition too many does no harm. So does every
 * line after a read that had to wait: whatever clock a container shows us, that one had no past
 * left to give.
 *
 * <p>The kernel overwrites what is not read in time. Where records are missing, one of them may
 * have been the line: that counts as one, too.
 *
 * <p>Thread-safe.
 */
final class KmsgReader extends Thread implements Closeable {
  private static final long DRIFT_MICROS = TimeUnit.MILLISECONDS.toMicros(100);
  private static final long DRIFT_PARTS = 2000;
  private static final long WAITED_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long FAILED_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** An overrun is one failure; more in a row are something else. */
  private static final int FAILURES = 3;

  private static final long UNKNOWN = -1;

  private final KmsgLog log;
  private final Runnable heard;
  private final AtomicLong reseeds = new AtomicLong();

  /** Lines from then on, in the kernel's microseconds, are new. */
  private final long startMicros;

  private boolean started;
  private volatile boolean closed;
  private volatile @Nullable String trouble;

  /** The number of the last record read. */
  private volatile long position = UNKNOWN;

  /** Lines after that number are new. */
  private volatile long since = UNKNOWN;

  /** Whether a read has failed since the last record, as it does when records were overwritten. */
  private boolean lost;

  /** Whether the past has been read. */
  private boolean present;

  /**
   * Of a log that was opened just now.
   *
   * @param openedMicros as {@link #bootMicros}
   */
  KmsgReader(KmsgLog log, long openedMicros, Runnable heard) {
    super(null, null, "diverge-kmsg", 0, false);
    this.log = log;
    this.heard = heard;
    this.startMicros = openedMicros - DRIFT_MICROS - openedMicros / DRIFT_PARTS;
    this.present = !log.holdsThePast();
    setDaemon(true);
  }

  /** Microseconds since boot, as the JVM's own clock has them. */
  static long bootMicros() {
    return TimeUnit.NANOSECONDS.toMicros(System.nanoTime());
  }

  /** Counts every line after that record, whenever it was written. Before the start. */
  void since(long sequence) throws IOException {
    log.rewind();
    since = sequence;
    position = sequence;
  }

  /** Starts it, unless that was done. For one thread at a time. */
  void startOnce() {
    if (!started) {
      started = true;
      start();
    }
  }

  /** How many reseeds were read, or may have been missed. */
  long reseeds() {
    return reseeds.get();
  }

  /** The number of the last record read; -1 before the first. */
  long position() {
    return position;
  }

  /** What is wrong with the log now, in always the same words. */
  @Nullable String trouble() {
    return trouble;
  }

  @Override
  public void run() {
    byte[] lines = new byte[KmsgLog.LONGEST];
    int failures = 0;
    while (!closed) {
      long before = System.nanoTime();
      try {
        int length = log.read(lines);
        if (length < 0) {
          throw new IOException("its end was read");
        }
        failures = 0;
        trouble = null;
        // What was read after a long wait was written just now.
        present |= System.nanoTime() - before >= WAITED_NANOS;
        take(lines, length);
      } catch (IOException e) {
        lost = true;
        if (++failures >= FAILURES && !closed) {
          trouble =
              "the kernel's log cannot be read (" + e.getMessage() + "); tried again every second";
          LockSupport.parkNanos(this, FAILED_NANOS);
          reopen();
        }
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(this);
    try {
      log.close();
    } catch (IOException e) {
      // It was only read.
    }
  }

  private void reopen() {
    try {
      log.rewind();
      if (position != UNKNOWN) {
        since = position;
      }
    } catch (IOException e) {
      // Then the next read fails as well, and so on until it is back.
    }
  }

  private void take(byte[] lines, int length) {
    boolean news = false;
    int from = 0;
    for (int i = 0; i < length; i++) {
      if (lines[i] == '\n') {
        KmsgLine line = KmsgLine.parse(lines, from, i);
        news |= line != null && isNews(line);
        from = i + 1;
      }
    }
    if (news) {
      reseeds.incrementAndGet();
      heard.run();
    }
  }

  /** Whether the line, or one that is missing before it, may tell of a clone. */
  private boolean isNews(KmsgLine line) {
    long last = position;
    if (line.sequence() <= last && line.sequence() <= since) {
      return false;
    }
    position = line.sequence();
    boolean missing = last == UNKNOWN ? lost : line.sequence() > last + 1;
    lost = false;
    boolean isNew = since != UNKNOWN || present || line.micros() >= startMicros;
    return isNew && (missing || line.reseed());
  }
}
