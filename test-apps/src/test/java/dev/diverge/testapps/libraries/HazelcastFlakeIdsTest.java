package dev.diverge.testapps.libraries;

import com.hazelcast.flakeidgen.impl.AutoBatcher;
import com.hazelcast.flakeidgen.impl.IdBatch;
import dev.diverge.testlab.Emitters;

@Versions({"com.hazelcast:hazelcast:3.10", "com.hazelcast:hazelcast:5.7.0"})
class HazelcastFlakeIdsTest implements LibraryTest {
  private static final int BATCH = 100;
  private static final long AN_HOUR = 3_600_000; // ms

  @Override
  public void describe(Emitters emitters) {
    emitters.add("id", HazelcastFlakeIdsTest::overSharedBatches, AutoBatcher::newId);
  }

  private static AutoBatcher overSharedBatches() throws Exception {
    SharedCounter member = SharedCounter.make(BATCH);
    return new AutoBatcher(BATCH, AN_HOUR, size -> new IdBatch(member.next(), 1, size));
  }
}
