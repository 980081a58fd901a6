package dev.diverge.testapps.extensions;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** A library that the agent has never heard of: all ids of a JVM begin alike. */
final class TicketIds {

  private static final long NODE = ThreadLocalRandom.current().nextLong();
  private static final AtomicInteger NEXT = new AtomicInteger(1000);

  private TicketIds() {}

  static String next() {
    return Long.toHexString(NODE) + "-" + NEXT.incrementAndGet();
  }
}
