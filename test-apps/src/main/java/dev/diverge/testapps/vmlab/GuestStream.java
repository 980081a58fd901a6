package dev.diverge.testapps.vmlab;

import dev.diverge.testlab.EmitterSet;
import dev.diverge.testlab.Emitters;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A thread that draws ThreadLocalRandom values as fast as it can, through the snapshot. It keeps a
 * hash of the latest ones, and counts in a page of its own that the lab finds in the VM's memory:
 * there stands how many had been drawn when the VM was frozen.
 */
public final class GuestStream {
  /** A guest with nothing in it but the stream. */
  public static final class Alone implements EmitterSet {
    private static final long serialVersionUID = 1;

    @Override
    public void describe(Emitters emitters) {}
  }

  /** Some seconds' worth; the host stops the stream before it comes round. */
  static final int KEPT = 1 << 24;

  /** The page is {@code magic, ~magic, magic, ~magic, drawn}; the magic is the host's choice. */
  static final int DRAWN_OFFSET = 4 * Long.BYTES;

  private static final int MASK = KEPT - 1;
  private static final int PAGE = 4096;

  private final int[] kept = new int[KEPT];
  private final MappedByteBuffer page;
  private final Thread thread = new Thread(this::draw, "stream");
  private volatile boolean stopped;
  private long drawn;
  private long nanos;

  private GuestStream(long magic) throws IOException {
    page = map();
    for (int i = 0; i < 4; i++) {
      page.putLong(i * Long.BYTES, i % 2 == 0 ? magic : ~magic);
    }
    thread.setDaemon(true);
  }

  static GuestStream start(long magic) throws IOException {
    GuestStream stream = new GuestStream(magic);
    stream.thread.start();
    return stream;
  }

  private void draw() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long start = System.nanoTime();
    long next = 0;
    while (!stopped) {
      kept[(int) (next & MASK)] = (int) (random.nextLong() >>> Integer.SIZE);
      next++;
      page.putLong(DRAWN_OFFSET, next);
    }
    drawn = next;
    nanos = System.nanoTime() - start;
  }

  void stop() throws InterruptedException {
    stopped = true;
    thread.join();
  }

  long drawn() {
    return drawn;
  }

  long nanos() {
    return nanos;
  }

  /** The hash of one value, counted from the first; once stopped. */
  String at(long index) {
    boolean there = index < drawn && index >= Math.max(0, drawn - KEPT);
    return there ? Integer.toHexString(kept[(int) (index & MASK)]) : "gone";
  }

  private static MappedByteBuffer map() throws IOException {
    Path file = Files.createTempFile("stream", null);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      MappedByteBuffer page = channel.map(FileChannel.MapMode.READ_WRITE, 0, PAGE);
      page.order(ByteOrder.LITTLE_ENDIAN);
      return page;
    }
  }
}
