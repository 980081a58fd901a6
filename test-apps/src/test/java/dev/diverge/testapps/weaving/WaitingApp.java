package dev.diverge.testapps.weaving;

import dev.diverge.testapps.answers.Page;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.rmi.server.UID;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.types.ObjectId;

/**
 * Draws what is made of checked statics on many threads while the page changes again and again, and
 * has some wait for a lock, in the midst of a draw, across each change. Whatever began, or came to
 * its end, after a change must be of none of the values before it.
 */
public final class WaitingApp {

  private static final int WAITING = 4;
  private static final int HAMMERING = 2;
  private static final long LIMIT_NANOS = 40_000_000_000L;

  /** Of the page: raised before each change, and after it. */
  private static final AtomicInteger begun = new AtomicInteger();

  private static final AtomicInteger done = new AtomicInteger();
  private static volatile boolean over;

  private final Map<Object, int[]> seen = new ConcurrentHashMap<>();
  private final Set<String> violations = ConcurrentHashMap.newKeySet();

  private WaitingApp() {}

  /** Takes the page, and how often to change it. */
  public static void main(String[] arguments) throws Exception {
    new WaitingApp().run(new Page(Path.of(arguments[0])), Integer.parseInt(arguments[1]));
  }

  private void run(Page page, int rounds) throws Exception {
    Field field = UID.class.getDeclaredField("lock");
    field.setAccessible(true);
    Object lock = field.get(null);
    for (int i = 0; i < HAMMERING; i++) {
      hammer("UID", WaitingApp::uid);
      hammer("ObjectId", () -> new ObjectId().toHexString().substring(8, 18));
    }
    int old = 0;
    long start = System.nanoTime();
    for (int i = 0; i < rounds && System.nanoTime() - start < LIMIT_NANOS; i++) {
      old += round(page, lock);
    }
    over = true;
    System.out.println("old " + old);
    System.out.println("violations " + violations);
    System.out.println("values " + (seen.size() > rounds));
  }

  /** One change, while threads wait in the midst of a draw; how many drew what was there before. */
  private int round(Page page, Object lock) throws Exception {
    Object before = uid();
    Object[] drawn = new Object[WAITING];
    Thread[] threads = new Thread[WAITING];
    synchronized (lock) {
      for (int i = 0; i < WAITING; i++) {
        int k = i;
        threads[i] = new Thread(() -> drawn[k] = uid());
        threads[i].start();
      }
      for (Thread thread : threads) {
        while (thread.getState() != Thread.State.BLOCKED) {
          Thread.sleep(1);
        }
      }
      begun.incrementAndGet();
      page.raise();
      ThreadLocalRandom.current().nextInt(); // notices
      done.incrementAndGet();
    }
    int old = 0;
    for (int i = 0; i < WAITING; i++) {
      threads[i].join();
      old += drawn[i].equals(before) ? 1 : 0;
    }
    Thread.sleep(10); // for the others
    return old;
  }

  private void hammer(String what, Callable<Object> draw) {
    Thread thread =
        new Thread(
            () -> {
              while (!over) {
                int start = done.get();
                try {
                  record(what + " " + draw.call(), start);
                } catch (Exception e) {
                  violations.add(e.toString());
                }
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  /** What was drawn to its end before a change must not come from a draw that began after it. */
  private void record(String value, int start) {
    int end = begun.get();
    int[] times = seen.computeIfAbsent(value, first -> new int[] {end, start});
    synchronized (times) {
      times[0] = Math.min(times[0], end);
      times[1] = Math.max(times[1], start);
      if (times[1] > times[0]) {
        violations.add(value + " of " + times[0] + " at " + times[1]);
      }
    }
  }

  /** The host's part. */
  private static Object uid() {
    String uid = new UID().toString();
    return uid.substring(0, uid.indexOf(':'));
  }
}
