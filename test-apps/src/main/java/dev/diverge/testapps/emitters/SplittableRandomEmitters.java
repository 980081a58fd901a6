package dev.diverge.testapps.emitters;

import dev.diverge.testlab.EmitterSet;
import dev.diverge.testlab.Emitters;
import java.util.SplittableRandom;

/** SplittableRandom and the children that it is made for. */
final class SplittableRandomEmitters implements EmitterSet {
  private static final long serialVersionUID = 1;
  private static final long SEED = 42;

  @Override
  public void describe(Emitters emitters) {
    emitters.add("SplittableRandom", SplittableRandom::new, SplittableRandom::nextLong);
    emitters.add("SplittableRandom.nextInt", SplittableRandom::new, Bytes::twoInts);
    emitters.add("SplittableRandom.nextBytes", SplittableRandom::new, Bytes::of);
    emitters.add("SplittableRandom.ints", SplittableRandom::new, Bytes::streamed);
    emitters.add(
        "SplittableRandom's child",
        () -> new SplittableRandom().split(),
        SplittableRandom::nextLong);
    emitters.add("SplittableRandom, a new child", SplittableRandom::new, r -> r.split().nextLong());
    emitters.add(
        "SplittableRandom.splits",
        SplittableRandom::new,
        r -> r.splits(1).findFirst().orElseThrow().nextLong());
    emitters.add("new SplittableRandom", () -> new SplittableRandom().nextLong());
    emitters
        .add("SplittableRandom(42)", () -> new SplittableRandom(SEED), SplittableRandom::nextLong)
        .mustEqual();
    emitters
        .add(
            "SplittableRandom(42)'s child",
            () -> new SplittableRandom(SEED).split(),
            SplittableRandom::nextLong)
        .mustEqual();
    emitters
        .add(
            "SplittableRandom(42), a new child",
            () -> new SplittableRandom(SEED),
            r -> r.split().nextLong())
        .mustEqual();
    emitters
        .add("new SplittableRandom(42)", () -> new SplittableRandom(SEED).nextLong())
        .mustEqual();
  }
}
