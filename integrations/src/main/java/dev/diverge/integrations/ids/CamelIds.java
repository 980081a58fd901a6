package dev.diverge.integrations.ids;

import dev.diverge.integrations.Fresh;
import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import java.util.concurrent.atomic.AtomicLong;

/** Camel names exchanges and messages by a seed that a generator drew once, and a counter. */
public final class CamelIds implements Integration {

  /** Of a random seed: {@code HEX-} in characters or bytes. */
  private static final String[] RANDOM = {"DefaultUuidGenerator", "ShortUuidGenerator"};

  /** Of the host and the time of the start: {@code ID-HOST-TIME-INSTANCE-}. */
  private static final String[] OF_THE_START = {
    "impl.ActiveMQUuidGenerator",
    "impl.DefaultUuidGenerator",
    "impl.engine.DefaultUuidGenerator",
    "support.ClassicUuidGenerator",
    "util.UuidGenerator"
  };

  private static final String CAMEL = "org.apache.camel.";
  private static final String DIGITS = "0123456789ABCDEF";

  @Override
  public void describe(Library library) {
    library
        .name("camel-ids")
        .verifiedOn("org.apache.camel:camel-core", "2.0.0", "2.25.4")
        .verifiedOn("org.apache.camel:camel-base", "3.0.0", "3.0.0")
        .verifiedOn("org.apache.camel:camel-support", "4.22.0", "4.22.0")
        .state("what ids of exchanges and messages begin with, the counter of SimpleUuidGenerator")
        .reset("drawn anew before the next id is made; the counter goes on from a random number")
        .limits("an exchange under way keeps its id");
    for (String generator : RANDOM) {
      library
          .type(CAMEL + "support." + generator)
          .drawn("generateUuid")
          .onCloneEach(each -> each.run("seed", CamelIds::renew));
    }
    for (String generator : OF_THE_START) {
      library
          .type(CAMEL + generator)
          .checked("(Ljava/lang/String;)V")
          .drawn(generator.startsWith("util") ? "generateId" : "generateUuid")
          .onClone(
              statics -> statics.run("UNIQUE_STUB", (s, fresh) -> move(s, "UNIQUE_STUB", fresh)))
          .onCloneEach(each -> each.run("seed", (s, fresh) -> move(s, "seed", fresh)));
    }
    for (String place : new String[] {"impl.", "support."}) {
      library
          .type(CAMEL + place + "SimpleUuidGenerator")
          .drawn("generateUuid")
          .onCloneEach(
              each ->
                  each.apply("id", AtomicLong.class, (id, fresh) -> id.set(fresh.number() >>> 1)));
    }
  }

  private static void renew(Instance generator, Fresh fresh) throws Exception {
    Object seed = generator.get("seed").value();
    if (seed instanceof char[] digits) {
      for (int i = 0; i < digits.length - 1; i++) {
        digits[i] = DIGITS.charAt(fresh.bits(4));
      }
    } else if (seed instanceof byte[] digits) {
      for (int i = 0; i < digits.length - 1; i++) {
        digits[i] = (byte) DIGITS.charAt(fresh.bits(4));
      }
    } else {
      move(generator, "seed", fresh);
    }
  }

  /** The time, which is the last but one of the numbers, or the last. */
  private static void move(Instance state, String field, Fresh fresh) throws Exception {
    String name = state.get(field).as(String.class);
    int end = name.length() - 1; // ends with a hyphen
    if (field.equals("seed")) {
      end = Math.max(name.lastIndexOf('-', end - 1), name.lastIndexOf('/', end - 1));
    }
    int start = end - 1;
    while (start > 0 && Character.digit(name.charAt(start - 1), 10) >= 0) {
      start--;
    }
    state.set(field, name.substring(0, start) + (fresh.number() >>> 1) + name.substring(end));
  }
}
