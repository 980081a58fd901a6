package dev.diverge.testapps.sessions;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A running container, told of in classes that all class loaders see alike. */
record Service(
    String address,
    AtomicInteger destroyed,
    AtomicInteger unbound,
    CountDownLatch arrived,
    CountDownLatch goOn) {

  static final AtomicInteger DESTROYED = new AtomicInteger();
  static final AtomicInteger UNBOUND = new AtomicInteger();
  static final CountDownLatch ARRIVED = new CountDownLatch(1);
  static final CountDownLatch GO_ON = new CountDownLatch(1);

  /** What a container's class gives to those that see another copy of this one. */
  static Object[] at(String address) {
    return new Object[] {address, DESTROYED, UNBOUND, ARRIVED, GO_ON};
  }

  static Service of(Object[] parts) {
    return new Service(
        (String) parts[0],
        (AtomicInteger) parts[1],
        (AtomicInteger) parts[2],
        (CountDownLatch) parts[3],
        (CountDownLatch) parts[4]);
  }

  /** A request is under way while the clone is made. */
  static void waitInFlight() {
    ARRIVED.countDown();
    try {
      if (!GO_ON.await(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody says go on");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
