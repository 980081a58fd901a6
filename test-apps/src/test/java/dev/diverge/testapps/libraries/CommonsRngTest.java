package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Emitters;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

@Versions({
  "org.apache.commons:commons-rng-simple:1.4",
  "org.apache.commons:commons-rng-simple:1.7"
})
class CommonsRngTest implements LibraryTest {
  @Override
  public void describe(Emitters emitters) {
    // First, so that it is this thread that resets the statics: below a lock that heeds interrupts.
    emitters.add("createLong of an interrupted thread", CommonsRngTest::interrupted);
    emitters.add("a new generator", () -> RandomSource.XO_SHI_RO_256_PP.create().nextLong());
    emitters.add("a new Mersenne twister", () -> RandomSource.MT.create().nextLong());
    emitters
        .add(
            "a seeded generator",
            () -> RandomSource.SPLIT_MIX_64.create(42L),
            UniformRandomProvider::nextLong)
        .mustEqual();
    emitters.add(
        "a generator made before, without a seed",
        () -> RandomSource.XO_SHI_RO_256_PP.create(),
        UniformRandomProvider::nextLong);
    emitters.add(
        "a Mersenne twister made before, without a seed",
        () -> RandomSource.MT.create((Object) null),
        UniformRandomProvider::nextInt);
    emitters.add("createLong", () -> RandomSource.createLong());
  }

  private static long interrupted() {
    Thread.currentThread().interrupt();
    long drawn = RandomSource.createLong();
    if (!Thread.interrupted()) {
      throw new IllegalStateException("the interrupt is lost");
    }
    return drawn;
  }
}
