package dev.diverge.integrations.ids;

import dev.diverge.integrations.Fresh;
import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import java.util.concurrent.atomic.AtomicInteger;

/** TSIDs of both libraries, of which one stems from the other: a node id and a counter. */
public final class Tsid implements Integration {

  @Override
  public void describe(Library library) {
    library
        .name("tsid")
        .verifiedOn("com.github.f4b6a3:tsid-creator", "5.0.2", "5.2.6")
        .verifiedOn("io.hypersistence:hypersistence-tsid", "2.0.0", "2.1.4")
        .state("node id and counter of each factory; the counter of fast TSIDs")
        .reset("a fresh node id and counter; the time is left alone")
        .limits(
            "node and counter have 22 bits together, so two clones make the same id in the same"
                + " millisecond once in four million times; with 10 bits of node id, two of 38"
                + " clones have the same more often than not, unless `node-number` gives each its own;"
                + " one that was configured is replaced");
    describe(
        library, "com.github.f4b6a3.tsid.TsidFactory", "create", "com.github.f4b6a3.tsid.Tsid");
    describe(
        library, "io.hypersistence.tsid.TSID$Factory", "generate", "io.hypersistence.tsid.TSID");
  }

  private static void describe(Library library, String factory, String create, String id) {
    library.type(factory).drawn(create).onCloneEach(each -> each.run(Tsid::moveOn));
    library.type(id).checked("fast").onClone(statics -> statics.run(Tsid::countAnew));
  }

  private static void moveOn(Instance factory, Fresh fresh) throws Exception {
    int bits = Integer.bitCount(factory.get("nodeMask").as(Integer.class));
    factory.set("node", bits == 0 ? 0 : fresh.node(bits));
    factory.set("counter", (int) fresh.number() & factory.get("counterMask").as(Integer.class));
  }

  private static void countAnew(Instance id, Fresh fresh) throws Exception {
    id.type(id.className() + "$LazyHolder")
        .get("counter")
        .as(AtomicInteger.class)
        .set(fresh.bits(Integer.SIZE));
  }
}
