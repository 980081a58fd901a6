package dev.diverge.driver;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** One open description of a SysGenID device, as the driver's documentation has it. */
final class CounterSysgenid implements DeviceReader.Device {
  int reads;
  int refused;
  private int counter;
  private int confirmed;
  private boolean closed;

  CounterSysgenid(int counter) {
    this.counter = counter;
    this.confirmed = counter;
  }

  synchronized void bump(int to) {
    counter = to;
    notifyAll();
  }

  synchronized boolean isConfirmed() {
    return confirmed == counter;
  }

  synchronized int reads() {
    return reads;
  }

  synchronized int refused() {
    return refused;
  }

  @Override
  public synchronized int read(byte[] into) throws IOException {
    if (into.length < 4) {
      throw new IOException("Invalid argument");
    }
    while (confirmed == counter && !closed) {
      try {
        wait();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
    if (closed) {
      throw new IOException("Bad file descriptor");
    }
    reads++;
    ByteBuffer.wrap(into).order(ByteOrder.nativeOrder()).putInt(counter);
    return 4;
  }

  @Override
  public synchronized void write(byte[] from) throws IOException {
    if (from.length != 4) {
      throw new IOException("No buffer space available");
    }
    int value = ByteBuffer.wrap(from).order(ByteOrder.nativeOrder()).getInt();
    if (value != counter) {
      refused++;
      throw new IOException("Invalid argument");
    }
    confirmed = value;
    notifyAll();
  }

  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }
}
