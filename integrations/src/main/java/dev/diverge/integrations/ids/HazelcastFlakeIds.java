package dev.diverge.integrations.ids;

import dev.diverge.integrations.Fresh;
import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;

/**
 * Hazelcast's FlakeIdGenerator takes a batch of ids from a member and deals it out by itself; two
 * clones would deal out the same.
 */
public final class HazelcastFlakeIds implements Integration {

  @Override
  public void describe(Library library) {
    library
        .name("hazelcast-flake-ids")
        .verifiedOn("com.hazelcast:hazelcast", "3.10", "5.7.0")
        .state("the batch of ids of each FlakeIdGenerator")
        .reset("the batch is given up, the next id comes from a member")
        .limits(
            "ids of the batch given up stay unused; an id taken but not yet stored is kept; clones of"
                + " a member, not of a client, are one member to the cluster");
    library
        .type("com.hazelcast.flakeidgen.impl.AutoBatcher")
        .drawn("newId")
        .onCloneEach(each -> each.run(HazelcastFlakeIds::giveUp).under("this"));
  }

  /** As if all of the batch had been returned. */
  private static void giveUp(Instance batcher, Fresh fresh) throws Exception {
    Instance block = batcher.get("block");
    block.set("numReturned", block.get("idBatch").get("batchSize").as(Integer.class));
  }
}
