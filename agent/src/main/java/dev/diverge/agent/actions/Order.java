package dev.diverge.agent.actions;

import dev.diverge.integrations.Phase;
import org.jspecify.annotations.Nullable;

/**
 * All that happens at a clone, from top to bottom. Whatever has a place in it takes it from here;
 * {@code docs/how-it-works.md} shows the same list.
 */
public enum Order {
  ENTROPY("the kernel's bytes, the clock's jitter and the page's word go into the agent's key"),
  SALT("what is salted, such as the seeds of hashes and thread-local generators, is this clone's"),
  EPOCH("the clone is counted: bonds of before are outlived, watchers outdated"),
  MARK(
      "everything guarded is stale, and resets itself at its next use, on the thread that uses it"),
  SEEN("the page's word counts as seen, so that guards let other threads go on"),
  TICKET_KEYS(
      Phase.TICKET_KEYS, "no TLS session of before is resumed, and ticket keys are made anew"),
  REQUESTS(
      Phase.REQUESTS, "what was sent and is not answered ends, so that nobody sends it once more"),
  CONNECTIONS(
      Phase.CONNECTIONS,
      "sockets to other machines are cut; if there are more than 20, just before the calls, and"
          + " whoever noticed goes on meanwhile"),
  SETTLED("whoever was about to make a connection goes on"),
  POOLS(Phase.POOLS, "pools and caches let go of what was built on those"),
  ID_GENERATORS(Phase.ID_GENERATORS, "node numbers, counters and prefixes are made anew"),
  LATE(Phase.APPLICATION, "what a library wants reset after all others"),
  CALLS(
      "where a reset calls a library's code, it does so now, in the same phases, bounded in time"),
  EMPTYING(
      "pools and sessions whose users wait for it are emptied, bounded in time; whoever noticed goes"
          + " on meanwhile, unless rules or what is registered are to follow"),
  EMPTIED("whoever was about to borrow from a pool goes on"),
  DEFERRED("what resets left for when all are done, such as telling a session's listeners"),
  RULES("fields that the rules files name are set"),
  REGISTERED("what the application registered with the API runs, lower orders first"),
  CRAC(
      "resources of org.crac hear of a checkpoint, the last first, and of a restore, the first first"),
  CONFIRM("watchers, and whoever waits to send traffic, are told that this clone is its own"),
  REPORT("one line on stderr, and the record for JMX, JFR and status");

  /** The phase of the resets that run at this place, if there are any. */
  public final @Nullable Phase phase;

  /** What happens, for people. */
  public final String what;

  Order(String what) {
    this.phase = null;
    this.what = what;
  }

  Order(Phase phase, String what) {
    this.phase = phase;
    this.what = what;
  }

  /** The place among actions: what the application says of its own comes later, whatever it is. */
  @SuppressWarnings("EnumOrdinal") // the order is all that it says
  public int place() {
    return this == CRAC ? Place.CRAC : Place.FIRST + ordinal() * Place.WITHIN;
  }

  /**
   * Whether who noticed the clone need not wait for what has this place: whoever uses what is reset
   * there waits himself, or nobody uses it.
   */
  public static boolean isForOthers(int place) {
    return place >= EMPTYING.place() && place < RULES.place();
  }

  /** The place of a library's call in a phase. */
  @SuppressWarnings("EnumOrdinal")
  public static int call(Phase phase) {
    int at = CALLS.place();
    for (Order each : values()) {
      if (each.phase == phase) {
        at = CALLS.place() + each.ordinal();
      }
    }
    return at;
  }

  /** That of what the application registered, which brings an order of its own. */
  public static int registered(int own) {
    return Math.max(own, REGISTERED.place());
  }

  /** Numbers, copied by javac: {@code dev.diverge.crac}, in the application's sight, has one. */
  public static final class Place {

    /** After all else, since its resources start what serves requests. */
    public static final int CRAC = Integer.MAX_VALUE;

    private static final int FIRST = Integer.MIN_VALUE;
    private static final int WITHIN = 100;

    private Place() {}
  }
}
