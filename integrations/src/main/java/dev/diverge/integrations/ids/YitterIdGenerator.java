package dev.diverge.integrations.ids;

import dev.diverge.integrations.Fresh;
import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;

/** Yitter's ids are Snowflakes of a few bits each: the time, a worker id and a sequence. */
public final class YitterIdGenerator implements Integration {

  private static final int BITS_OF_A_POSITIVE_SHORT = 15;

  @Override
  public void describe(Library library) {
    library
        .name("yitter-idgenerator")
        .verifiedOn("com.github.yitter:yitter-idgenerator", "1.0.2", "1.0.6")
        .state("the worker id of each SnowWorker")
        .reset("drawn anew; the last timestamp is left alone")
        .limits(
            "a worker id has 6 bits unless configured: two of 10 clones have the same more often than"
                + " not, and then make the same ids, unless `node-number` gives each its own");
    for (String worker : new String[] {"SnowWorkerM1", "SnowWorkerM2"}) {
      library
          .type("com.github.yitter.core." + worker)
          .drawn("nextId")
          .onCloneEach(each -> each.run("WorkerId", YitterIdGenerator::moveOn));
    }
  }

  private static void moveOn(Instance worker, Fresh fresh) throws Exception {
    int bits = worker.get("WorkerIdBitLength").as(Byte.class);
    worker.set("WorkerId", (short) fresh.node(Math.min(bits, BITS_OF_A_POSITIVE_SHORT)));
  }
}
