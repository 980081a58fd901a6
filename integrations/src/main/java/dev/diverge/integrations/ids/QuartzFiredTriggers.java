package dev.diverge.integrations.ids;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;

/**
 * A job store of Quartz's in a database has a row for each trigger that was fired, whose key is the
 * scheduler's instance id and a counter.
 */
public final class QuartzFiredTriggers implements Integration {

  @Override
  public void describe(Library library) {
    library
        .name("quartz")
        .verifiedOn("org.quartz-scheduler:quartz", "2.1.0", "2.5.2")
        .state("the counter in the keys of fired triggers, where jobs are stored in a database")
        .reset("drawn anew, so that no clone's trigger meets another's row")
        .limits(
            "the scheduler's instance id stays: clones are one member to its cluster; without a"
                + " cluster, each clone fires all triggers");
    library
        .type("org.quartz.impl.jdbcjobstore.JobStoreSupport")
        .checked("getFiredTriggerRecordId")
        .onClone(statics -> statics.set("ftrCtr", fresh -> fresh.number() >>> 2)); // counts on
  }
}
