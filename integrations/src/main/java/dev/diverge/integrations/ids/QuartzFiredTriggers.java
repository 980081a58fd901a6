package dev.diverge.integrations.ids;

import dev.diverge.integrations.Fresh;
import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Phase;

/**
 * A job store of Quartz's in a database has a row for each trigger that was fired, whose key is the
 * scheduler's instance id and a counter.
 */
public final class QuartzFiredTriggers implements Integration {

  private static final String STORE = "org.quartz.impl.jdbcjobstore.JobStoreSupport";

  @Override
  public void describe(Library library) {
    library
        .name("quartz")
        .verifiedOn("org.quartz-scheduler:quartz", "2.1.0", "2.5.2")
        .state(
            "the counter in the keys of fired triggers, where jobs are stored in a database; the"
                + " instance id of a member of a cluster")
        .reset(
            "drawn anew, so that no clone's trigger meets another's row; a number is put behind the"
                + " instance id, and the clone checks in as a member of its own")
        .limits(
            "without a cluster each clone fires all triggers; getSchedulerInstanceId() still gives"
                + " the id of before");
    library
        .type(STORE)
        .checked("getFiredTriggerRecordId")
        .onClone(statics -> statics.set("ftrCtr", fresh -> fresh.number() >>> 2)) // counts on
        .noticed("acquireNextTriggers", "triggersFired", "doCheckin", "getInstanceId")
        .phase(Phase.CONNECTIONS)
        .onCloneEach(store -> store.run("instanceId", QuartzFiredTriggers::rename));
  }

  /** The store's, and that of what writes rows for it, which is there once it has begun to. */
  private static void rename(Instance store, Fresh fresh) throws Exception {
    if (store.get("isClustered").as(Boolean.class)) {
      String id = Names.another(store.get("instanceId").as(String.class), fresh);
      store.set("instanceId", id);
      Instance writer = store.get("delegate");
      if (writer.value() != null && writer.hasField("instanceId")) {
        writer.set("instanceId", id);
      }
    }
  }
}
