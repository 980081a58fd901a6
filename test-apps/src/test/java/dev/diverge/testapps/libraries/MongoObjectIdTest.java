package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Emitters;
import org.bson.types.ObjectId;

@Versions({"org.mongodb:bson:4.0.0", "org.mongodb:bson:5.5.1"})
class MongoObjectIdTest implements LibraryTest {
  @Override
  public void describe(Emitters emitters) {
    emitters.add("ObjectId", () -> new ObjectId().toHexString());
    emitters.add(
        "process-unique bytes", SameMoment.of(() -> new ObjectId().toHexString().substring(8, 18)));
  }
}
