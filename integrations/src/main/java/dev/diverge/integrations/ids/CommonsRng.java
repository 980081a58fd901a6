package dev.diverge.integrations.ids;

import dev.diverge.integrations.Fresh;
import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;

/** Commons RNG draws the seeds of all generators from one of its own. */
public final class CommonsRng implements Integration {

  private static final String[] SEEDS = {
    "createInt", "createLong", "createIntArray", "createLongArray", "createByteArray"
  };

  @Override
  public void describe(Library library) {
    library
        .name("commons-rng")
        .verifiedOn("org.apache.commons:commons-rng-simple", "1.4", "1.7")
        .state("the generator that seeds are drawn from")
        .reset("given fresh state")
        .limits(
            "generators made before the clone go on with their sequence, as does each thread's of"
                + " ThreadLocalRandomSource: one made without a seed cannot be told from a seeded one")
        .uncovered(
            "generators of Commons RNG made before the clone keep their state: see \"registering"
                + " state\"");
    library
        .type("org.apache.commons.rng.simple.internal.SeedFactory")
        .checked(SEEDS)
        .onClone(statics -> statics.run(CommonsRng::renew).under("LOCK"));
  }

  private static void renew(Instance factory, Fresh fresh) throws Exception {
    long[] state = factory.get("SEED_GENERATOR").get("state").as(long[].class);
    for (int i = 0; i < state.length; i++) {
      state[i] = fresh.number();
    }
  }
}
