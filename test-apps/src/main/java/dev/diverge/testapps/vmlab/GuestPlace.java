package dev.diverge.testapps.vmlab;

import dev.diverge.testlab.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/** A thread of the guest; between two draws it is parked. */
final class GuestPlace implements Place {
  private final String suffix;
  private final ExecutorService thread;

  private GuestPlace(String suffix, ThreadFactory threads) {
    this.suffix = suffix;
    this.thread = Executors.newSingleThreadExecutor(threads);
  }

  /** A platform thread and, if it is asked for and the JDK has them, a virtual one. */
  static List<GuestPlace> all(boolean virtualToo) throws ReflectiveOperationException {
    List<GuestPlace> places = new ArrayList<>();
    places.add(new GuestPlace("", GuestPlace::daemon));
    if (virtualToo && Runtime.version().feature() >= 21) {
      places.add(new GuestPlace(", on a virtual thread", virtualThreads()));
    }
    return places;
  }

  @Override
  public String suffix() {
    return suffix;
  }

  @Override
  public <T> T call(Callable<T> work) throws Exception {
    try {
      return thread.submit(work).get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
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
