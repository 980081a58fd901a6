package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Emitters;

@Versions({"org.hipparchus:hipparchus-core:1.0", "org.hipparchus:hipparchus-core:4.0.3"})
class HipparchusTest implements LibraryTest {

  private static final String RANDOM = "org.hipparchus.random.";

  @Override
  public void describe(Emitters emitters) {
    for (String name : new String[] {"MersenneTwister", "Well19937c", "ISAACRandom"}) {
      emitters.add(name, () -> Held.of(RANDOM + name), held -> held.call("nextInt"));
      emitters.add(name + "'s nextDouble", () -> Held.of(RANDOM + name), h -> h.call("nextDouble"));
      emitters
          .add(name + ", seeded", () -> Held.of(RANDOM + name, 42L), h -> h.call("nextLong"))
          .mustEqual();
    }
  }
}
