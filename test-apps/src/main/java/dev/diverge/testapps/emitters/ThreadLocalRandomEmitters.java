package dev.diverge.testapps.emitters;

import dev.diverge.testlab.EmitterSet;
import dev.diverge.testlab.Emitters;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadLocalRandom;

/** ThreadLocalRandom on the thread that forks, and on one that is started in the clone. */
final class ThreadLocalRandomEmitters implements EmitterSet {
  private static final long serialVersionUID = 1;

  @Override
  public void describe(Emitters emitters) {
    emitters.add("ThreadLocalRandom", () -> ThreadLocalRandom.current().nextLong());
    emitters.add("ThreadLocalRandom.nextInt", () -> Bytes.twoInts(ThreadLocalRandom.current()));
    emitters.add("ThreadLocalRandom.nextDouble", () -> ThreadLocalRandom.current().nextDouble());
    emitters.add(
        "ThreadLocalRandom.nextGaussian", () -> ThreadLocalRandom.current().nextGaussian());
    emitters.add("ThreadLocalRandom.nextBytes", () -> Bytes.of(ThreadLocalRandom.current()));
    emitters.add("ThreadLocalRandom.ints", () -> Bytes.streamed(ThreadLocalRandom.current()));
    emitters.add("ThreadLocalRandom of a new thread", ThreadLocalRandomEmitters::onNewThread);
  }

  private static long onNewThread() throws Exception {
    FutureTask<Long> draw = new FutureTask<>(() -> ThreadLocalRandom.current().nextLong());
    new Thread(draw).start();
    return draw.get();
  }
}
