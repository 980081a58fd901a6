package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Emitters;

/** Libraries of generators that nobody described one by one. */
@Versions({
  "io.jenetics:prngine:1.0.1",
  "io.jenetics:prngine:2.0.0",
  "org.uncommons.maths:uncommons-maths:1.2",
  "org.uncommons.maths:uncommons-maths:1.2.2a"
})
class GeneratorLibrariesTest implements LibraryTest {

  private static final String PRNGINE = "io.jenetics.prngine.";
  private static final String UNCOMMONS = "org.uncommons.maths.random.";
  private static final String[] NAMES = {
    PRNGINE + "LCG64ShiftRandom",
    PRNGINE + "KISS64Random",
    PRNGINE + "KISS32Random",
    UNCOMMONS + "MersenneTwisterRNG",
    UNCOMMONS + "XORShiftRNG",
    UNCOMMONS + "CMWC4096RNG"
  };

  @Override
  public void describe(Emitters emitters) {
    for (String name : NAMES) {
      if (Loose.exists(name)) {
        emitters.add(name, () -> Inside.make(name), made -> Inside.call(made, "nextLong"));
      }
    }
    if (Loose.exists(NAMES[0])) {
      emitters
          .add("seeded", () -> Inside.make(NAMES[0], 42L), made -> Inside.call(made, "nextLong"))
          .mustEqual();
    }
  }
}
