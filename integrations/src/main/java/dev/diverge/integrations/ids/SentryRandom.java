package dev.diverge.integrations.ids;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Phase;
import java.util.concurrent.atomic.AtomicLong;

/** Sentry samples by a generator of its own, one for each thread, which extends nothing. */
public final class SentryRandom implements Integration {

  @Override
  public void describe(Library library) {
    library
        .name("sentry")
        .verifiedOn("io.sentry:sentry", "8.0.0", "8.64.0")
        .state("the generator of each thread, by which events are sampled; what seeds the next")
        .reset("given fresh state; one made with a seed keeps its sequence");
    library
        .type("io.sentry.util.Random")
        .made("()V")
        .exemptUnlessMade()
        .phase(Phase.CONNECTIONS)
        .seeded("setSeed")
        .noticed("getRandomSeed", "seedUniquifier")
        .drawn("nextBytes", "nextInt", "nextLong", "nextBoolean", "nextDouble", "nextFloat")
        .onClone(
            statics ->
                statics
                    .apply(
                        "UNIQUE_SEED", AtomicLong.class, (seed, fresh) -> seed.set(fresh.number()))
                    .ifThere())
        .onCloneEach(
            each ->
                each.set("state", fresh -> fresh.number())
                    .ifThere()
                    .set("inc", fresh -> fresh.number() | 1)
                    .ifThere()
                    .apply( // before 8.21
                        "seed", AtomicLong.class, (seed, fresh) -> seed.set(fresh.number() >>> 16))
                    .ifThere());
  }
}
