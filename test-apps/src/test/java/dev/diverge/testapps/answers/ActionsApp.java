package dev.diverge.testapps.answers;

import dev.diverge.Diverge;
import dev.diverge.OnClone;
import dev.diverge.PerClone;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Registers actions of every temper, is cloned twice, and says what was run. */
final class ActionsApp {

  private static final List<String> LOG = new CopyOnWriteArrayList<>();
  private static final PerClone<String> NODE = PerClone.of(() -> UUID.randomUUID().toString());
  private static final Object LOCK = new Object();

  @OnClone private static final List<String> CACHE = new CopyOnWriteArrayList<>(List.of("old"));

  @OnClone private long counter = 7;

  @OnClone(order = 5)
  void renew() {
    LOG.add("annotated");
  }

  public static void main(String[] args) throws Exception {
    Page page = new Page(Path.of(args[0]));
    ActionsApp app = new ActionsApp();
    Diverge.register(app);
    Diverge.register(ActionsApp.class);
    Diverge.onClone(app, 9, a -> LOG.add("last"));
    Diverge.onClone(app, -9, a -> LOG.add("first"));
    Diverge.onClone(app, 1, a -> boom());
    Diverge.onClone(app, 2, a -> new CountDownLatch(1).await());
    Diverge.onClone(
        app,
        3,
        a -> {
          synchronized (LOCK) {
            LOG.add("locked");
          }
        });
    Diverge.onClone(
        app,
        4,
        a -> {
          LOG.add("registers");
          Diverge.onClone(a, 4, b -> LOG.add("registered"));
        });
    Diverge.onClone(app, 6, a -> endsItsThread());
    Diverge.onClone(app, 7, a -> LOG.add(Thread.interrupted() ? "interrupted" : "calm"));
    Diverge.onClone(new Object(), 4, o -> LOG.add("collected"));
    Diverge.onClone(app, 4, a -> LOG.add("closed")).close();
    System.gc();
    String node = NODE.get();
    System.out.println("epoch " + Diverge.epoch() + " " + Diverge.isActive());
    for (int clone = 1; clone <= 2; clone++) {
      page.raise();
      long began = System.nanoTime();
      synchronized (LOCK) {
        UUID.randomUUID();
      }
      long waited = (System.nanoTime() - began) / 1_000_000;
      String epoch = "epoch " + Diverge.epoch();
      while (!LOG.contains("last")) {
        Thread.sleep(10);
      }
      Thread.sleep(300);
      String now = NODE.get();
      System.out.println(
          epoch + " node " + (now.equals(node) ? "same" : "other") + " " + now.equals(NODE.get()));
      System.out.println("log " + new ArrayList<>(LOG));
      System.out.println("fields " + app.counter + " " + CACHE);
      System.out.println(waited < 5_000 ? "bounded" : "waited " + waited);
      node = now;
      app.counter = 8;
      CACHE.add("new");
      LOG.clear();
    }
  }

  private static void endsItsThread() {
    Thread.currentThread().interrupt();
    throw new AssertionError("the end of this thread");
  }

  private static void boom() {
    throw new IllegalStateException("boom");
  }
}
