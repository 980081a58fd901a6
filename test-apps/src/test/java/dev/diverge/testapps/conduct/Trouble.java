package dev.diverge.testapps.conduct;

import dev.diverge.testlab.GenerationPage;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import reactor.blockhound.BlockHound;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * An application whose threads are in trouble as they notice a clone. Arguments: the page, and what
 * the trouble is. Prints a line for each clone: whether the draw was fresh, the rule was run, and
 * the epoch confirmed.
 */
final class Trouble {

  /** A rule gives it another value at each clone. */
  static volatile long node = 1;

  private static final int CLONES = 4;
  private static final int PATIENCE = 200;
  private static final List<byte[]> ALL = new ArrayList<>(1 << 16);
  private static int depth;

  private final GenerationPage page;
  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
  private final ObjectName bean;

  private Trouble(Path page) throws Exception {
    this.page = new GenerationPage(page);
    this.bean = new ObjectName("dev.diverge:type=Diverge");
  }

  public static void main(String[] args) throws Exception {
    Trouble trouble = new Trouble(Path.of(args[0]));
    trouble.await(0);
    switch (args[1]) {
      case "blockhound" -> {
        BlockHound.install();
        trouble.clones(draw -> Mono.fromCallable(draw).subscribeOn(Schedulers.parallel()).block());
      }
      case "stack" -> trouble.littleStack();
      case "heap" -> trouble.clones(Trouble::withoutHeap);
      case "stopped" -> trouble.clones(Trouble::interrupted);
      default -> throw new IllegalArgumentException(args[1]);
    }
  }

  private interface Way {
    @Nullable Integer draw(Callable<Integer> draw) throws Exception;
  }

  private void clones(Way way) throws Exception {
    for (int i = 1; i <= CLONES; i++) {
      Random random = new Random();
      int first = random.nextInt();
      int second = random.nextInt();
      way.draw(() -> 0);
      long before = node;
      page.write(1 + i);
      Integer drawn = way.draw(random::nextInt);
      boolean fresh = drawn == null || drawn != third(first, second);
      boolean confirmed = await(i);
      System.out.println(
          "fresh " + fresh + ", rule run " + (node != before) + ", confirmed " + confirmed);
    }
  }

  /** What java.util.Random gives after these two. */
  private static int third(int first, int second) {
    for (int low = 0; low < 1 << 16; low++) {
      long next = step(((long) first << 16) | low);
      if ((int) (next >>> 16) == second) {
        return (int) (step(next) >>> 16);
      }
    }
    throw new IllegalStateException("no Random draws these");
  }

  private static long step(long seed) {
    return (seed * 0x5DEECE66DL + 0xBL) & ((1L << 48) - 1);
  }

  private static int interrupted(Callable<Integer> draw) throws Exception {
    Thread.currentThread().interrupt();
    int drawn = draw.call();
    if (!Thread.interrupted()) {
      throw new IllegalStateException("the interrupt is lost");
    }
    return drawn;
  }

  /** Null if there was no memory for the draw. */
  private static @Nullable Integer withoutHeap(Callable<Integer> draw) throws Exception {
    ALL.clear(); // linked now: that takes memory
    try {
      for (int size = 1 << 20; size > 8; size /= 2) {
        try {
          while (true) {
            ALL.add(new byte[size]);
          }
        } catch (OutOfMemoryError full) {
          // Of that size there is none left.
        }
      }
      return draw.call();
    } catch (OutOfMemoryError full) {
      return null;
    } finally {
      ALL.clear();
    }
  }

  private void littleStack() throws Exception {
    Random random = new Random();
    onThread(() -> overflow(random));
    int deepest = onThread(() -> overflow(random));
    int generation = 1;
    for (int room : new int[] {5, 10, 20, 40, 60, 80, 100, 150, 200, 400}) {
      int first = random.nextInt();
      int second = random.nextInt();
      long before = node;
      page.write(++generation);
      AtomicReference<@Nullable Integer> drawn = new AtomicReference<>();
      onThread(
          () -> {
            try {
              drawn.set(descend(deepest - room, random));
            } catch (StackOverflowError itsOwn) {
              // There was no room for the draw itself.
            }
          });
      boolean confirmed = await(generation - 1);
      Integer came = drawn.get();
      System.out.println(
          "fresh "
              + (came == null || came != third(first, second))
              + ", rule run "
              + (node != before)
              + ", confirmed "
              + confirmed);
    }
  }

  private static int onThread(Runnable work) throws InterruptedException {
    Thread thread =
        new Thread(
            null,
            () -> {
              depth = 0;
              work.run();
            },
            "deep",
            512 * 1024);
    thread.start();
    thread.join();
    return depth;
  }

  private static int descend(int stop, Random random) {
    return ++depth < stop ? descend(stop, random) : random.nextInt();
  }

  private static void overflow(Random random) {
    try {
      descend(Integer.MAX_VALUE, random);
    } catch (StackOverflowError expected) {
      // The depth says how far it goes.
    }
  }

  private boolean await(long epoch) throws Exception {
    for (int i = 0; i < PATIENCE; i++) {
      try {
        Object confirmed = server.getAttribute(bean, "ConfirmedEpoch");
        if (confirmed.equals(epoch)) {
          return true;
        }
      } catch (javax.management.InstanceNotFoundException notYet) {
        // The agent registers it a second after the start.
      }
      Thread.sleep(50);
    }
    return false;
  }
}
