package dev.diverge.agent.process;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Lines that come thick: the first ones are said, then a few a second that tell how many there were
 * between, and the last. Thread-safe, without locks.
 */
final class LineThrottle {

  /**
   * How it stands.
   *
   * @param allowance how many lines may be said at once
   * @param since when that grew last
   * @param untold how many were not said since the last that was
   * @param last the last of those
   */
  private record Budget(int allowance, long since, int untold, @Nullable String last) {}

  private final int burst;
  private final long nanos;
  private final AtomicReference<Budget> held;

  /**
   * Lets through so many.
   *
   * @param burst how many at once
   * @param perSecond how many go on
   */
  LineThrottle(int burst, int perSecond, long now) {
    this.burst = burst;
    this.nanos = 1_000_000_000L / perSecond;
    this.held = new AtomicReference<>(new Budget(burst, now, 0, null));
  }

  /** The line as it is to be said, or null if it is not: then it is counted. */
  @Nullable String offer(String line, long now) {
    Budget before;
    Budget grown;
    Budget after;
    do {
      before = Objects.requireNonNull(held.get());
      grown = grown(before, now);
      after =
          grown.allowance > 0
              ? new Budget(grown.allowance - 1, grown.since, 0, null)
              : new Budget(0, grown.since, grown.untold + 1, line);
    } while (!held.compareAndSet(before, after));
    return grown.allowance > 0 ? counted(line, grown.untold) : null;
  }

  /** The last line that was not said, once it may be; null if there is none. */
  @Nullable String rest(long now) {
    Budget before;
    Budget grown;
    do {
      before = Objects.requireNonNull(held.get());
      grown = grown(before, now);
      if (grown.last == null || grown.allowance == 0) {
        return null;
      }
    } while (!held.compareAndSet(before, new Budget(grown.allowance - 1, grown.since, 0, null)));
    return counted(grown.last, grown.untold - 1);
  }

  private Budget grown(Budget from, long now) {
    long more = (now - from.since) / nanos;
    if (more <= 0) {
      return from;
    }
    int allowance = (int) Math.min(burst, from.allowance + more);
    long since = allowance == burst ? now : from.since + more * nanos;
    return new Budget(allowance, since, from.untold, from.last);
  }

  private static String counted(String line, int untold) {
    return untold == 0 ? line : line + " (and " + untold + " more lines before it)";
  }
}
