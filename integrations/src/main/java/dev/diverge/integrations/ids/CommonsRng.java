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
        .state("the generator that seeds are drawn from; generators that were made without a seed")
        .reset("given fresh state; what the others draw is mixed with ThreadLocalRandom's");
    library
        .type("org.apache.commons.rng.simple.internal.SeedFactory")
        .checked(SEEDS)
        .onClone(statics -> statics.run(CommonsRng::renew).under("LOCK"));
    library.type("org.apache.commons.rng.simple.internal.ProviderBuilder").makes("create");
  }

  private static void renew(Instance factory, Fresh fresh) throws Exception {
    long[] state = factory.get("SEED_GENERATOR").get("state").as(long[].class);
    for (int i = 0; i < state.length; i++) {
      state[i] = fresh.number();
    }
  }
}
