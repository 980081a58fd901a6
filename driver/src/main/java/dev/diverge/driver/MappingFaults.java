package dev.diverge.driver;

/**
 * Makes a fault of this thread's loads from mapped memory show itself here.
 *
 * <p>A load from a mapped file that was truncated raises SIGBUS. HotSpot survives it, lets compiled
 * code run on with an undefined value, and throws an {@link InternalError} later, in whatever the
 * thread does then: most likely in the application, long after the frame that meant to catch it.
 * What delivers it differs by version: the return from a native method does on JDK 25 and does not
 * on 17. The allocation of an array of arrays whose lengths the compiler cannot know enters the VM
 * by a door that delivers on both.
 *
 * <p>Thread-safe.
 */
public final class MappingFaults {

  /** Always 0, which the compiler must not find out. */
  private static volatile int zero;

  private MappingFaults() {}

  /**
   * Does nothing, or throws what an earlier load of this thread deserved. About 0.1 µs.
   *
   * @throws InternalError if a load has faulted since the last time
   */
  public static int settle() {
    return new byte[zero][zero].length;
  }

  /** Whether this is what HotSpot throws for one, by words that are the same on JDK 17 and 25. */
  public static boolean isOne(Throwable thrown) {
    String message = thrown instanceof InternalError ? thrown.getMessage() : null;
    return message != null && message.contains("unsafe memory access");
  }
}
