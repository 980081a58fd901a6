package dev.diverge.testapps.emitters;

import dev.diverge.testlab.EmitterSet;
import dev.diverge.testlab.Emitters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** java.util.Random and all that holds one; seeded by the user, it is left alone. */
final class RandomEmitters implements EmitterSet {
  private static final long serialVersionUID = 1;
  private static final long SEED = 42;

  @Override
  public void describe(Emitters emitters) {
    unseeded(emitters);
    holders(emitters);
    seeded(emitters);
  }

  private static void unseeded(Emitters emitters) {
    emitters.add("Random", Random::new, Random::nextLong);
    emitters.add("Random.nextInt", Random::new, Bytes::twoInts);
    emitters.add("Random.nextDouble", Random::new, Random::nextDouble);
    emitters.add("Random.nextBytes", Random::new, Bytes::of);
    emitters.add("Random.ints", Random::new, Bytes::streamed);
    // Three draws leave the second half of a pair behind.
    emitters.add("Random.nextGaussian", Random::new, Random::nextGaussian);
    emitters.add("subclass of Random", Subclass::new, Random::nextLong);
    emitters.add("new Random", () -> new Random().nextLong());
  }

  private static void holders(Emitters emitters) {
    emitters.add("Math.random", () -> Math.random());
    emitters.add("StrictMath.random", () -> StrictMath.random());
    emitters.add("Collections.shuffle", () -> shuffled(null));
  }

  private static void seeded(Emitters emitters) {
    emitters.add("Random(42)", () -> new Random(SEED), Random::nextLong).mustEqual();
    emitters
        .add("Random(42).nextGaussian", () -> new Random(SEED), Random::nextGaussian)
        .mustEqual();
    emitters
        .add(
            "Random, then setSeed(7)",
            () -> {
              Random random = new Random();
              random.nextLong();
              random.setSeed(7);
              return random;
            },
            Random::nextLong)
        .mustEqual();
    emitters.add("subclass of Random(42)", () -> new Subclass(SEED), Random::nextLong).mustEqual();
    emitters.add("new Random(42)", () -> new Random(SEED).nextLong()).mustEqual();
    emitters
        .add(
            "new Random, then setSeed(7)",
            () -> {
              Random random = new Random();
              random.setSeed(7);
              return random.nextLong();
            })
        .mustEqual();
    emitters
        .add("Collections.shuffle by Random(42)", () -> new Random(SEED), RandomEmitters::shuffled)
        .mustEqual();
  }

  private static List<Integer> shuffled(@org.jspecify.annotations.Nullable Random by) {
    List<Integer> cards = new ArrayList<>(IntStream.range(0, 52).boxed().toList());
    if (by == null) {
      Collections.shuffle(cards);
    } else {
      Collections.shuffle(cards, by);
    }
    return cards;
  }

  /** The kind of class that users derive. */
  private static final class Subclass extends Random {
    private static final long serialVersionUID = 1;

    Subclass() {}

    Subclass(long seed) {
      super(seed);
    }

    @Override
    protected int next(int bits) {
      return super.next(bits);
    }
  }
}
