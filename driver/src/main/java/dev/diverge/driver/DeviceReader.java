package dev.diverge.driver;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A thread that the SysGenID device blocks until its counter is another than the one confirmed
 * last.
 *
 * <p>{@code read} gives the current counter, at once, until it is confirmed; so between a change
 * and its confirmation this looks now and then instead. Thread-safe.
 */
final class DeviceReader extends Thread implements Closeable {

  /** One open file description: what is read through it is confirmed through it. */
  interface Device extends Closeable {

    /** Blocks while the counter is the confirmed one; then four bytes. */
    int read(byte[] into) throws IOException;

    /** Confirms; fails if that is not the current counter any more. */
    void write(byte[] from) throws IOException;
  }

  private static final long UNCONFIRMED_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long FAILED_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Device device;
  private final Runnable heard;
  private volatile boolean started;
  private volatile boolean closed;

  /** Whether read said something that was not confirmed yet. */
  private volatile boolean outdated;

  /** What was read last; before that, what no counter is. */
  private volatile long last = Long.MIN_VALUE;

  private volatile @Nullable String trouble;

  DeviceReader(Device device, Runnable heard) {
    super(null, null, "diverge-sysgenid", 0, false);
    this.device = device;
    this.heard = heard;
    setDaemon(true);
  }

  /** Starts it, unless that was done. For one thread at a time. */
  void startOnce() {
    if (!started) {
      started = true;
      start();
    }
  }

  /** The counter read last; what was there at the start is not known, as it was never outdated. */
  long generation() {
    return last;
  }

  /** What is wrong with the device now, in always the same words. */
  @Nullable String trouble() {
    return trouble;
  }

  /** Confirms the counter. If another has come meanwhile, that will be confirmed in its turn. */
  void confirm(int counter) {
    if (closed) {
      return;
    }
    try {
      device.write(
          ByteBuffer.allocate(Integer.BYTES)
              .order(ByteOrder.nativeOrder())
              .putInt(counter)
              .array());
      outdated = false;
      LockSupport.unpark(this);
    } catch (IOException outrun) {
      // It is not the current one any more: read says so at once.
    }
  }

  @Override
  public void run() {
    byte[] counter = new byte[Integer.BYTES];
    while (!closed) {
      try {
        int got = device.read(counter);
        if (got < counter.length) {
          fail("a read gave " + Math.max(got, 0) + " bytes, 4 are needed");
          continue;
        }
        trouble = null;
        hear(ByteBuffer.wrap(counter).order(ByteOrder.nativeOrder()).getInt());
      } catch (IOException e) {
        fail(e.getMessage());
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(this);
    try {
      device.close();
    } catch (IOException e) {
      // Nothing was left to be written.
    }
  }

  private void hear(int counter) {
    boolean news = counter != last;
    // Before anyone can confirm it.
    outdated = true;
    last = counter;
    if (news) {
      heard.run();
    }
    if (outdated && !closed) {
      LockSupport.parkNanos(this, UNCONFIRMED_NANOS);
    }
  }

  private void fail(@Nullable String why) {
    if (!closed) {
      trouble = "the device cannot be read (" + why + "); tried again every second";
      LockSupport.parkNanos(this, FAILED_NANOS);
    }
  }
}
