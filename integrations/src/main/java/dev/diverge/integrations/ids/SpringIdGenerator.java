package dev.diverge.integrations.ids;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import java.util.Random;

/** Spring's generator is a Random that it seeds securely, but once. */
public final class SpringIdGenerator implements Integration {

  @Override
  public void describe(Library library) {
    library
        .name("spring-id-generator")
        .verifiedOn("org.springframework:spring-core", "5.0.0.RELEASE", "7.0.10")
        .state("the Random in AlternativeJdkIdGenerator, which ids of messages are drawn from")
        .reset("seeded anew");
    library
        .type("org.springframework.util.AlternativeJdkIdGenerator")
        .drawn("generateId")
        .onCloneEach(
            each ->
                each.apply(
                    "random", Random.class, (random, fresh) -> random.setSeed(fresh.number())));
  }
}
