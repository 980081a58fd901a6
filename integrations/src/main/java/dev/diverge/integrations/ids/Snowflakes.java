package dev.diverge.integrations.ids;

import dev.diverge.integrations.Fresh;
import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import java.util.concurrent.atomic.AtomicInteger;

/** Keys of a time, a worker's number and a sequence: clones are one worker. */
public final class Snowflakes implements Integration {

  private static final String FLEX = "com.mybatisflex.core.keygen.impl.";
  private static final String HUTOOL = "org.dromara.hutool.core.data.id.";
  private static final int WORKER_BITS = 10;
  private static final int MOST_BITS = 31;
  private static final int HALF_BITS = 5;
  private static final int HALF = (1 << HALF_BITS) - 1;
  private static final int SEATA_SHIFT = 53;

  @Override
  public void describe(Library library) {
    library
        .name("snowflakes")
        .verifiedOn("com.mybatis-flex:mybatis-flex-core", "1.5.0", "1.11.4")
        .verifiedOn("io.seata:seata-common", "1.4.0", "2.0.0")
        .verifiedOn("org.apache.seata:seata-common", "2.1.0", "2.5.0")
        .verifiedOn("org.dromara.hutool:hutool-core", "6.0.0-M21", "6.0.0-M21")
        .verifiedOn("org.agrona:agrona", "1.13.0", "2.6.0")
        .verifiedOn("me.ahoo.cosid:cosid-core", "1.4.14", "2.13.3")
        .verifiedOn("com.yomahub:tlog-common", "1.2.4", "1.5.2")
        .state(
            "the worker of MyBatis-Flex's, Seata's, Hutool 6's, Agrona's and CosId's snowflake keys"
                + " and of TLog's trace ids; machine and counter of Hutool's ObjectId")
        .reset("drawn anew; the last timestamp is left alone")
        .limits(
            "a worker has 10 bits or less: two of 38 clones have the same more often than not, and"
                + " then make the same keys, unless `node-number` gives each its own");
    library
        .type(FLEX + "SnowFlakeIDKeyGenerator")
        .drawn("nextId")
        .onCloneEach(each -> each.run("workerId", Snowflakes::renewPair));
    library
        .type(FLEX + "FlexIDKeyGenerator")
        .drawn("nextId")
        .onCloneEach(each -> each.set("workId", fresh -> (long) fresh.node(6)));
    for (String place : new String[] {"io.seata", "org.apache.seata"}) {
      library
          .type(place + ".common.util.IdWorker")
          .drawn("nextId")
          .onCloneEach(each -> each.run("workerId", Snowflakes::renewShifted));
    }
    library
        .type("org.agrona.concurrent.SnowflakeIdGenerator")
        .drawn("nextId")
        .onCloneEach(each -> each.run("nodeBits", Snowflakes::anotherNode));
    library
        .type("me.ahoo.cosid.snowflake.AbstractSnowflakeId")
        .drawn("generate")
        .onCloneEach(
            each ->
                each.run(
                    "machineId",
                    (flake, fresh) -> {
                      int bits = flake.get("machineBit").as(Integer.class);
                      flake.set("machineId", (long) fresh.node(Math.min(bits, MOST_BITS)));
                    }));
    library
        .type("com.yomahub.tlog.id.snowflake.UniqueIdGenerator")
        .checked("generateId")
        .onClone(statics -> statics.set("workerId", fresh -> (long) fresh.node(WORKER_BITS)));
    library
        .type(HUTOOL + "Snowflake")
        .drawn("next")
        .onCloneEach(each -> each.run("workerId", Snowflakes::renewPair));
    library
        .type(HUTOOL + "ObjectId")
        .checked("nextBytes", "next")
        .onClone(
            statics ->
                statics
                    .run("MACHINE_CODE", Snowflakes::fill)
                    .apply(
                        "NEXT_INC",
                        AtomicInteger.class,
                        (next, fresh) -> next.set(fresh.bits(Integer.SIZE))));
  }

  /** The worker of a snowflake is the lower half of its node, the data centre the upper one. */
  static void renewPair(Instance flake, Fresh fresh) throws Exception {
    int node = fresh.node(WORKER_BITS);
    flake.set("workerId", (long) (node & HALF));
    for (String upper : new String[] {"dataCenterId", "datacenterId"}) {
      if (flake.hasField(upper)) {
        flake.set(upper, (long) (node >>> HALF_BITS));
      }
    }
  }

  /** Seata's worker stands above the time since 1.4.2, where it is kept with the sequence. */
  private static void renewShifted(Instance worker, Fresh fresh) throws Exception {
    int shift = worker.hasField("timestampAndSequence") ? SEATA_SHIFT : 0;
    worker.set("workerId", (long) fresh.node(WORKER_BITS) << shift);
  }

  /** Of as many bits as it was made with, above those of the sequence. */
  private static void anotherNode(Instance generator, Fresh fresh) throws Exception {
    long most = generator.get("maxNodeId").as(Long.class);
    int shift = generator.get("sequenceBits").as(Integer.class);
    generator.set("nodeBits", (fresh.number() & most) << shift);
  }

  private static void fill(Instance statics, Fresh fresh) throws Exception {
    Object machine = statics.get("MACHINE_CODE").value();
    if (machine instanceof char[] digits) {
      for (int i = 0; i < digits.length; i++) {
        digits[i] = Character.forDigit(fresh.bits(4), 16);
      }
    }
  }
}
