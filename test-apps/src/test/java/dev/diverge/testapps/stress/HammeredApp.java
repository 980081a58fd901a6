package dev.diverge.testapps.stress;

import dev.diverge.Diverge;
import dev.diverge.PerClone;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * Many threads draw from everything while the generation changes a thousand times a second; what
 * was wrong with it is printed. Takes the page, and for how many seconds.
 */
public final class HammeredApp {

  private static final int THREADS = 64;
  private static final long PERIOD_NANOS = 1_000_000;
  private static final long PATIENCE_NANOS = 60_000_000_000L;
  private static final int ROUNDS = 20;
  private static final long MUCH = 4 << 20;
  private static final int MANY = 100;

  private final Set<String> violations = ConcurrentHashMap.newKeySet();
  private final CyclicBarrier last = new CyclicBarrier(THREADS + 1);
  private final List<Hammer> hammers = new ArrayList<>();
  private final Changes changes;

  private int wanted;

  /** What the registered action was run for last. */
  private volatile int acted;

  private HammeredApp(Changes changes) {
    this.changes = changes;
  }

  public static void main(String[] arguments) throws Exception {
    new HammeredApp(new Changes(Path.of(arguments[0]))).run(Integer.parseInt(arguments[1]));
  }

  private void run(int seconds) throws Exception {
    PerClone<Integer> node = PerClone.of(changes::begun);
    Diverge.onClone(this, app -> app.acted = app.changes.begun());
    for (int i = 0; i < THREADS; i++) {
      Hammer hammer = new Hammer(changes, node, last, violations);
      hammers.add(hammer);
      hammer.start();
    }
    change(seconds / 3.0);
    Size before = Size.now();
    change(seconds * 2 / 3.0);
    Size after = Size.now();
    for (Hammer hammer : hammers) {
      hammer.end();
    }
    last.await(PATIENCE_NANOS, TimeUnit.NANOSECONDS);
    changes.make();
    last.await(PATIENCE_NANOS, TimeUnit.NANOSECONDS);
    Set<Long> drawn = new HashSet<>();
    int all = 0;
    long least = Long.MAX_VALUE;
    for (Hammer hammer : hammers) {
      hammer.join(PATIENCE_NANOS / 1_000_000);
      for (long value : hammer.drawn()) {
        drawn.add(value);
        all++;
      }
      least = Math.min(least, hammer.rounds());
    }
    System.out.println("violations " + new TreeSet<>(violations));
    System.out.println("distinct " + (drawn.size() == all));
    System.out.println("end " + end());
    System.out.println("size " + after.comparedTo(before));
    System.out.println("changes " + changes.done() + ", epoch " + Diverge.epoch());
    System.out.println("least rounds of a thread " + least);
  }

  /**
   * At their rate, until each thread has been at it for a while, however slow the machine; and
   * whether somebody is stuck meanwhile.
   */
  private void change(double seconds) {
    int wanted = this.wanted += ROUNDS;
    long start = System.nanoTime();
    long end = start + (long) (seconds * 1e9);
    long[] rounds = new long[THREADS];
    long[] since = new long[THREADS];
    Arrays.fill(since, start);
    long due = start;
    long least = 0;
    for (long now; (now = System.nanoTime()) < end || least < wanted; ) {
      if (now < due) {
        LockSupport.parkNanos(due - now);
        continue;
      }
      due += PERIOD_NANOS;
      changes.make();
      least = Long.MAX_VALUE;
      for (int i = 0; i < THREADS; i++) {
        least = Math.min(least, hammers.get(i).rounds());
        if (hammers.get(i).rounds() != rounds[i]) {
          rounds[i] = hammers.get(i).rounds();
          since[i] = now;
        } else if (now - since[i] > PATIENCE_NANOS / 2) {
          violations.add("stuck at " + List.of(hammers.get(i).getStackTrace()));
          return;
        }
      }
    }
  }

  /** Waits until all is done for the last change; says what is not. */
  private String end() throws Exception {
    if (!Diverge.isActive()) {
      return "unguarded";
    }
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    ObjectName name = new ObjectName("dev.diverge:type=Diverge");
    State bean = JMX.newMXBeanProxy(server, name, State.class);
    String wrong;
    long start = System.nanoTime();
    do {
      wrong = server.isRegistered(name) ? wrong(bean) : "no bean";
      Thread.sleep(20);
    } while (!wrong.isEmpty() && System.nanoTime() - start < PATIENCE_NANOS);
    return wrong.isEmpty() ? "well" : wrong;
  }

  private String wrong(State bean) {
    String wrong = "";
    long epoch = Diverge.epoch();
    if (bean.getEpoch() != epoch || bean.getConfirmedEpoch() != epoch || !bean.isConfirmed()) {
      wrong += "confirmed " + bean.getConfirmedEpoch() + " of " + epoch + " ";
    }
    if (!bean.getFailures().isEmpty()) {
      wrong += "failures " + bean.getFailures() + " ";
    }
    if (acted != changes.done()) {
      wrong += "acted " + acted + " of " + changes.done() + " ";
    }
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("diverge-action") || thread instanceof Hammer) {
        wrong += "still there: " + thread + " ";
      }
    }
    return wrong;
  }

  /** Of the agent's bean. */
  public interface State {
    long getEpoch();

    long getConfirmedEpoch();

    boolean isConfirmed();

    List<String> getFailures();
  }

  /** What must not grow: the heap, the memory that is mapped, the files that are open. */
  private record Size(long heap, int maps, int files) {

    static Size now() throws IOException {
      long least = Long.MAX_VALUE;
      for (int i = 0; i < 5; i++) {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
      }
      String @Nullable [] files = new File("/proc/self/fd").list();
      return new Size(
          least,
          Files.readAllLines(Path.of("/proc/self/maps")).size(),
          files == null ? 0 : files.length);
    }

    String comparedTo(Size before) {
      boolean same =
          heap - before.heap < MUCH && maps - before.maps < MANY && files - before.files < MANY;
      return same ? "not grown" : "grown from " + before + " to " + this;
    }
  }
}
