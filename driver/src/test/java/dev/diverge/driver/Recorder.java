package dev.diverge.driver;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Opens a generation, refreshes it when told to, and remembers what it heard, in order. */
final class Recorder implements Generation.Listener, AutoCloseable {
  final List<String> events = new CopyOnWriteArrayList<>();
  final List<String> lines = new CopyOnWriteArrayList<>();
  final List<Throwable> failures = new CopyOnWriteArrayList<>();
  volatile @Nullable ByteBuffer word;
  private volatile @Nullable Generation generation;
  private volatile boolean hurried;

  /** Is so by the look after the question. */
  volatile boolean ready;

  private @Nullable Thread follower;

  static Recorder open(String specs) {
    return open(specs, SourceKind.autos());
  }

  /** Opens with {@code auto} looking elsewhere. */
  static Recorder open(String specs, String usualPage) {
    return open(specs, new SourceSpec("page", usualPage));
  }

  /** With other candidates for {@code auto}. */
  static Recorder open(String specs, SourceSpec... candidates) {
    Recorder recorder = new Recorder();
    recorder.opened(
        Generation.open(SourceSpec.parse(specs), recorder, new ChannelMapper(), candidates, null));
    return recorder;
  }

  /** With a follower that looks every 2 ms. */
  Recorder followed() {
    return followed(2);
  }

  Recorder followed(long pollMillis) {
    Thread thread =
        new Thread(
            () -> {
              try {
                generation().follow(pollMillis);
              } catch (Throwable e) {
                failures.add(e);
              }
            },
            "follower");
    thread.setDaemon(true);
    thread.start();
    follower = thread;
    return this;
  }

  Generation generation() {
    Generation opened = generation;
    if (opened == null) {
      throw new IllegalStateException("not open yet");
    }
    return opened;
  }

  @Override
  public void changed() {
    events.add("changed");
    generation().refresh();
  }

  @Override
  public void kernelReseeded() {
    events.add("kernel reseeded");
  }

  @Override
  public void remapped(@Nullable ByteBuffer now) {
    word = now;
    events.add(now == null ? "lost" : "mapped");
  }

  @Override
  public boolean idle() {
    ready |= hurried;
    return false;
  }

  @Override
  public boolean isReadyForSnapshot() {
    hurried = true;
    return ready;
  }

  @Override
  public void report(String line) {
    events.add("reported");
    lines.add(line);
  }

  @Override
  public void close() {
    generation().close();
    Thread thread = follower;
    if (thread != null) {
      Soon.soon(() -> !thread.isAlive());
    }
    if (!failures.isEmpty()) {
      throw new AssertionError("the follower failed", failures.get(0));
    }
  }

  private void opened(Generation opened) {
    generation = opened;
    word = opened.mapped();
  }
}
