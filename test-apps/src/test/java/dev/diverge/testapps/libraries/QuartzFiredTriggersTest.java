package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Emitters;
import org.quartz.impl.jdbcjobstore.JobStoreTX;

@Versions({"org.quartz-scheduler:quartz:2.1.0", "org.quartz-scheduler:quartz:2.5.2"})
class QuartzFiredTriggersTest implements LibraryTest {
  @Override
  public void describe(Emitters emitters) {
    emitters.add("key of a fired trigger", Store::new, Store::key);
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
}
