package dev.diverge.integrations.ids;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;

/** Random numbers of anybody's: of the application's own classes, or of libraries nobody listed. */
public final class Generators implements Integration {

  @Override
  public void describe(Library library) {
    library
        .name("generators")
        .verifiedOn("org.apache.commons:commons-math3", "3.0", "3.6.1")
        .verifiedOn("org.hipparchus:hipparchus-core", "1.0", "4.0.3")
        .verifiedOn("io.jenetics:prngine", "1.0.1", "2.0.0")
        .verifiedOn("org.uncommons.maths:uncommons-maths", "1.2", "1.2.2a")
        .verifiedOn("it.unimi.dsi:dsiutils", "2.2.0", "2.7.5")
        .state(
            "classes that extend Random or implement RandomGenerator (the JDK's, Commons Math's,"
                + " Hipparchus's) or extend Colt's RandomEngine, and keep state of their own")
        .reset("what one that was made without a seed draws is mixed with ThreadLocalRandom's")
        .limits(
            "without a seed is one that was made by a constructor that takes nothing, or an"
                + " unseeded source of the JDK's; one that gives itself a constant, this(42), or"
                + " was read from a stream counts as seeded. A class two steps below is known if"
                + " the one between draws. third-party-random=keep leaves all alone");
    library.generators(
        "java.util.Random",
        "java.util.random.RandomGenerator",
        "java.util.random.RandomGenerator$ArbitrarilyJumpableGenerator",
        "java.util.random.RandomGenerator$JumpableGenerator",
        "java.util.random.RandomGenerator$LeapableGenerator",
        "java.util.random.RandomGenerator$SplittableGenerator",
        "java.util.random.RandomGenerator$StreamableGenerator",
        "*.random.RandomGenerator",
        "*.random.BitsStreamGenerator",
        "*.random.AbstractRandomGenerator",
        "*.random.AbstractWell",
        "*.random.BaseRandomGenerator",
        "*.random.IntRandomGenerator",
        "*.jet.random.engine.RandomEngine",
        "*.prngine.Random32",
        "*.prngine.Random64",
        "*.prngine.SplittableRandom",
        "*.rng.core.BaseProvider");
  }
}
