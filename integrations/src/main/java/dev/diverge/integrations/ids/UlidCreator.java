package dev.diverge.integrations.ids;

import dev.diverge.integrations.Fresh;
import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;

/** ulid-creator's monotonic ULIDs count on from the last, until the clock has passed it. */
public final class UlidCreator implements Integration {

  @Override
  public void describe(Library library) {
    library
        .name("ulid-creator")
        .verifiedOn("com.github.f4b6a3:ulid-creator", "5.0.1", "5.2.4")
        .state("the last monotonic ULID")
        .reset("becomes a random one of the next millisecond, so that order and time hold");
    library
        .type("com.github.f4b6a3.ulid.UlidFactory$MonotonicFunction")
        .drawn("apply")
        .onCloneEach(each -> each.run(UlidCreator::stepOn));
  }

  private static void stepOn(Instance function, Fresh fresh) throws Exception {
    Instance last = function.get("lastUlid");
    if (last.value() == null) {
      return;
    }
    long time = (last.get("msb").as(Long.class) >>> 16) + 1;
    function.set("lastUlid", last.make(time << 16 | fresh.bits(16), fresh.number()).value());
    if (function.hasField("lastTime")) {
      function.set("lastTime", time);
    }
  }
}
