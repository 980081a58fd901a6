package dev.diverge.testapps.stress;

import dev.diverge.PerClone;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.random.RandomGenerator;

/**
 * A thread that draws from all there is, its own and what it shares with the others, and knows what
 * it must not be given: what it foresaw before a change, a seeded stream's break, a node of before.
 */
final class Hammer extends Thread {

  private static final int KEPT = 128;
  private static final Random SHARED = new Random();
  private static final SecureRandom SHARED_SECURE = new SecureRandom();

  private final Changes changes;
  private final PerClone<Integer> node;
  private final CyclicBarrier last;
  private final Set<String> violations;

  /** The last values that nothing foresees. */
  private final long[] drawn = new long[KEPT];

  private int kept;
  private volatile long rounds;
  private volatile boolean over;

  Hammer(Changes changes, PerClone<Integer> node, CyclicBarrier last, Set<String> violations) {
    super("hammer");
    this.changes = changes;
    this.node = node;
    this.last = last;
    this.violations = violations;
    setDaemon(true);
  }

  long rounds() {
    return rounds;
  }

  /** Goes on to the last change. */
  void end() {
    over = true;
  }

  /** For whoever has joined it. */
  long[] drawn() {
    return drawn.clone();
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // this thread's to update
  public void run() {
    try {
      List<Foreseen> own = Foreseen.all();
      Random seeded = new Random(42);
      Random alike = new Random(42);
      SecureRandom drbg = SecureRandom.getInstance("DRBG");
      RandomGenerator lxm = RandomGenerator.of("L64X128MixRandom");
      while (!over) {
        for (Foreseen generator : own) {
          foresee(generator);
        }
        if (seeded.nextLong() != alike.nextLong()) {
          violations.add("seeded");
        }
        askNode();
        keep(UUID.randomUUID().getMostSignificantBits());
        keep(SHARED_SECURE.nextLong());
        keep(ByteBuffer.wrap(SHARED_SECURE.generateSeed(8)).getLong());
        keep(SHARED.nextLong());
        keep(drbg.nextLong());
        keep(lxm.nextLong());
        rounds++;
      }
      lastChange(own);
    } catch (Throwable t) {
      violations.add(t + " at " + List.of(t.getStackTrace()));
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // for a change to come in between, if it will
  private void foresee(Foreseen generator) throws Exception {
    long next = generator.next();
    int begun = changes.begun();
    Thread.yield();
    int done = changes.done();
    if (generator.draw() == next && done > begun) {
      violations.add(generator + " went on");
    }
  }

  /** Computed in this epoch, hence after each change that was done when it was asked for. */
  private void askNode() {
    int done = changes.done();
    if (node.get() < done) {
      violations.add("PerClone went on");
    }
  }

  private void lastChange(List<Foreseen> own) throws Exception {
    long[] next = new long[own.size()];
    for (int i = 0; i < next.length; i++) {
      next[i] = own.get(i).next();
    }
    awaitAll();
    awaitAll(); // it is made
    for (int i = 0; i < next.length; i++) {
      if (own.get(i).draw() == next[i]) {
        violations.add(own.get(i) + " went on after the last change");
      }
    }
    askNode();
  }

  private void awaitAll() throws InterruptedException, BrokenBarrierException {
    last.await();
  }

  private void keep(long value) {
    drawn[kept++ % KEPT] = value;
  }
}
