package dev.diverge.integrations.ids;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import java.util.concurrent.atomic.AtomicInteger;

/** Hutool's ObjectId keeps a machine number and a counter, its Snowflakes their node. */
public final class Hutool implements Integration {

  @Override
  public void describe(Library library) {
    library
        .name("hutool")
        .verifiedOn("cn.hutool:hutool-core", "5.0.0", "5.8.44")
        .state("machine and counter of ObjectId; worker and data centre of each Snowflake")
        .reset("drawn anew; the last timestamp is left alone")
        .limits(
            "a Snowflake's worker and data centre have 10 bits: two of 38 clones have the same more"
                + " often than not, and then make the same ids, unless `node-number` gives each its"
                + " own");
    library
        .type("cn.hutool.core.lang.ObjectId")
        .checked("nextBytes")
        .onClone(
            statics -> {
              // The names before and after 5.1.
              for (String machine : new String[] {"machine", "MACHINE"}) {
                statics.set(machine, fresh -> fresh.bits(Integer.SIZE)).ifThere();
              }
              for (String counter : new String[] {"nextInc", "NEXT_INC"}) {
                statics
                    .apply(
                        counter,
                        AtomicInteger.class,
                        (next, fresh) -> next.set(fresh.bits(Integer.SIZE)))
                    .ifThere();
              }
            });
    library
        .type("cn.hutool.core.lang.Snowflake")
        .drawn("nextId")
        .onCloneEach(each -> each.run("workerId", Snowflakes::renewPair));
  }
}
