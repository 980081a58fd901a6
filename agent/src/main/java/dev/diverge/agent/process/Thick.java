package dev.diverge.agent.process;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Lines that come thick: the first ones are said, then a few a second that tell how many there were
 * between, and the last. Thread-safe, without locks.
 */
final class Thick {

  /**
   * How it stands.
   *
   * @param allowance how many lines may be said at once
   * @param since when that grew last
   * @param untold how many were not said since the last that was
   * @param last the last of those
   */
  private record Held(int allowance, long since, int untold, @Nullable String last) {}

  private final int burst;
  private final long nanos;
  private final AtomicReference<Held> held;

  /**
   * Lets through so many.
   *
   * @param burst how many at once
   * @param perSecond how many go on
   */
  Thick(int burst, int perSecond, long now) {
    this.burst = burst;
    this.nanos = 1_000_000_000L / perSecond;
    this.held = new AtomicReference<>(new Held(burst, now, 0, null));
  }

  /** The line as it is to be said, or null if it is not: then it is counted. */
  @Nullable String offer(String line, long now) {
    Held before;
    Held grown;
    Held after;
    do {
      before = Objects.requireNonNull(held.get());
      grown = grown(before, now);
      after =
          grown.allowance > 0
              ? new Held(grown.allowance - 1, grown.since, 0, null)
              : new Held(0, grown.since, grown.untold + 1, line);
    } while (!held.compareAndSet(before, after));
    return grown.allowance > 0 ? counted(line, grown.untold) : null;
  }

  /** The last line that was not said, once it may be; null if there is none. */
  @Nullable String rest(long now) {
    Held before;
    Held grown;
    do {
      before = Objects.requireNonNull(held.get());
      grown = grown(before, now);
      if (grown.last == null || grown.allowance == 0) {
        return null;
      }
    } while (!held.compareAndSet(before, new Held(grown.allowance - 1, grown.since, 0, null)));
    return counted(grown.last, grown.untold - 1);
  }

  private Held grown(Held from, long now) {
    long more = (now - from.since) / nanos;
    if (more <= 0) {
      return from;
    }
    int allowance = (int) Math.min(burst, from.allowance + more);
    long since = allowance == burst ? now : from.since + more * nanos;
    return new Held(allowance, since, from.untold, from.last);
  }

  private static String counted(String line, int untold) {
    return untold == 0 ? line : line + " (and " + untold + " more lines before it)";
  }
}
