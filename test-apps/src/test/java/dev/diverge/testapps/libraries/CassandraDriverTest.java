package dev.diverge.testapps.libraries;

import com.datastax.oss.driver.api.core.uuid.Uuids;
import dev.diverge.testlab.Emitters;

@Versions({
  "com.datastax.oss:java-driver-core:4.11.0",
  "com.datastax.oss:java-driver-core:4.17.0",
  "org.apache.cassandra:java-driver-core:4.18.0",
  "org.apache.cassandra:java-driver-core:4.19.2"
})
class CassandraDriverTest implements LibraryTest {
  @Override
  public void describe(Emitters emitters) {
    emitters.add("timeBased", SameMoment.of(() -> Uuids.timeBased().getLeastSignificantBits()));
  }
}
