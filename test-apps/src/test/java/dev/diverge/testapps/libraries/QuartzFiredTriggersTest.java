package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Emitters;
import org.quartz.impl.jdbcjobstore.JobStoreTX;

@Versions({"org.quartz-scheduler:quartz:2.1.0", "org.quartz-scheduler:quartz:2.5.2"})
class QuartzFiredTriggersTest implements LibraryTest {
  @Override
  public void describe(Emitters emitters) {
    emitters.add("key of a fired trigger", Store::new, Store::key);
    emitters.add("instance id of a member", Member::new, JobStoreTX::getInstanceId).constant();
  }

  @SuppressWarnings("unchecked") // in what it inherits
  private static final class Store extends JobStoreTX {
    Store() {
      setInstanceId("node");
    }

    String key() {
      return getFiredTriggerRecordId();
    }
  }

  @SuppressWarnings("unchecked") // in what it inherits
  private static final class Member extends JobStoreTX {
    Member() {
      setInstanceId("host1700000000000");
      setIsClustered(true);
    }
  }
}
