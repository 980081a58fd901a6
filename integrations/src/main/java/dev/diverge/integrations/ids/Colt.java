package dev.diverge.integrations.ids;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;

/** Colt seeds the engine of all its distributions with the time of day. */
public final class Colt implements Integration {

  @Override
  public void describe(Library library) {
    library
        .name("colt")
        .verifiedOn("colt:colt", "1.0.3", "1.2.0")
        .state("the engine that RandomEngine.makeDefault gives, and each distribution's shared one")
        .reset("what it draws is mixed with ThreadLocalRandom's")
        .limits("new MersenneTwister() and new DRand() start from a constant, and go on with it");
    library.type("*.jet.random.engine.RandomEngine").makes("makeDefault");
  }
}
