package dev.diverge.testapps.vmlab;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/** A thread of the guest with emitters of its own; between two draws it is parked. */
final class GuestPlace {
  private final String name;
  private final ExecutorService thread;
  private List<GuestEmitter> emitters = List.of();

  private GuestPlace(String name, ThreadFactory threads) {
    this.name = name;
    this.thread = Executors.newSingleThreadExecutor(threads);
  }

  /** A platform thread, and a virtual one where the JDK has them. */
  static List<GuestPlace> all() throws ReflectiveOperationException {
    List<GuestPlace> places = new ArrayList<>();
    places.add(new GuestPlace("platform", GuestPlace::daemon));
    if (Runtime.version().feature() >= 21) {
      places.add(new GuestPlace("virtual", virtualThreads()));
    }
    return places;
  }

  void make(GuestEmitters source) throws Exception {
    emitters = source.make();
  }

  /** One line an emitter: whether it is seeded, its name, the value. */
  List<String> draw() throws InterruptedException {
    try {
      return thread.submit(this::drawHere).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("on the " + name + " thread", e.getCause());
    }
  }

  private List<String> drawHere() {
    List<String> lines = new ArrayList<>();
    for (GuestEmitter emitter : emitters) {
      String kind = emitter.seeded() ? "seeded" : "free";
      lines.add(kind + "\t" + emitter.name() + " @" + name + "\t" + valueOf(emitter));
    }
    return lines;
  }

  /** One emitter that fails must not hide the others. */
  private static String valueOf(GuestEmitter emitter) {
    try {
      return String.valueOf(emitter.draw().call()).replaceAll("\\s", " ");
    } catch (Exception e) {
      return "failed: " + e;
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "place");
    thread.setDaemon(true);
    return thread;
  }

  /** By reflection, for this is Java 17's bytecode. */
  private static ThreadFactory virtualThreads() throws ReflectiveOperationException {
    Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
    return (ThreadFactory)
        Class.forName("java.lang.Thread$Builder").getMethod("factory").invoke(builder);
  }
}
