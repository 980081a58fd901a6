package dev.diverge.integrations.ids;

import dev.diverge.integrations.Fresh;
import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * uuid-creator keeps node and clock sequence; its version 7 counts on from the last id, as long as
 * the clock does not pass it.
 */
public final class UuidCreator implements Integration {

  private static final String FUNCTIONS = "com.github.f4b6a3.uuid.factory.function.impl.";
  private static final String EPOCH_FUNCTION = ".TimeOrderedEpochFactory$UuidFunction";

  @Override
  public void describe(Library library) {
    library
        .name("uuid-creator")
        .verifiedOn("com.github.f4b6a3:uuid-creator", "5.3.7", "6.1.1")
        .state("node and clock sequence (versions 1, 2 and 6), the last id (7)")
        .reset(
            "a fresh node and clock sequence; the last id becomes a random one of the next"
                + " millisecond, so that order and time hold")
        .limits(
            "a node taken from the network card or the host is replaced by a random one; one given"
                + " with withNodeId stays");
    for (String node : new String[] {"Default", "Mac", "Hash"}) {
      library
          .type(FUNCTIONS + node + "NodeIdFunction")
          .drawn("getAsLong")
          .onCloneEach(each -> each.set("nodeIdentifier", TimeBasedUuid::node));
    }
    library
        .type(FUNCTIONS + "DefaultClockSeqFunction")
        .drawn("applyAsLong")
        .onCloneEach(
            each ->
                each.apply(
                    "sequence",
                    AtomicInteger.class,
                    (sequence, fresh) -> sequence.set(fresh.bits(14))));
    for (String standard : new String[] {"standard", "rfc4122"}) {
      library
          .type("com.github.f4b6a3.uuid.factory." + standard + EPOCH_FUNCTION)
          .drawn(standard.equals("standard") ? "apply" : "get")
          .onCloneEach(each -> each.run(UuidCreator::stepOn).under("lock"));
    }
  }

  private static void stepOn(Instance function, Fresh fresh) throws Exception {
    long last = function.get("msb").as(Long.class);
    function.set("msb", ((last >>> 16) + 1) << 16 | fresh.bits(16));
    function.set("lsb", fresh.number());
  }
}
