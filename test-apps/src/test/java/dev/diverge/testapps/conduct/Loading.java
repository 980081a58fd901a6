package dev.diverge.testapps.conduct;

import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Loads the class that its argument names while every map it adds to asks for ThreadLocalRandom, or
 * adds to one itself; then goes on.
 */
final class Loading {

  private Loading() {}

  public static void main(String[] arguments) throws Exception {
    Throwable[] thrown = new Throwable[1];
    Thread contended =
        new Thread(ContendedMaps.THREAD) {
          @Override
          public void run() {
            try {
              if (arguments.length == 0) {
                new ConcurrentHashMap<String, String>().put("a", "b");
              } else {
                Class.forName(arguments[0], false, null);
              }
            } catch (Throwable t) {
              thrown[0] = t;
            }
          }
        };
    contended.start();
    contended.join();
    if (thrown[0] != null) {
      throw new IllegalStateException(thrown[0]);
    }
    System.out.println(UUID.randomUUID().version());
  }
}
