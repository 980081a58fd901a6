package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Emitters;
import org.apache.activemq.util.IdGenerator;

@Versions({
  "org.apache.activemq:activemq-client:5.11.0",
  "org.apache.activemq:activemq-client:6.3.1"
})
class ActiveMqIdsTest implements LibraryTest {
  @Override
  public void describe(Emitters emitters) {
    emitters.add("id", IdGenerator::new, IdGenerator::generateId);
    emitters.add("sanitized id", IdGenerator::new, IdGenerator::generateSanitizedId);
    emitters.add("id of a new generator", () -> new IdGenerator("ID:").generateId());
  }
}
