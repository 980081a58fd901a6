package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Emitters;
import org.bson.types.ObjectId;

@Versions({"org.mongodb:bson:4.0.0", "org.mongodb:bson:5.5.1"})
class MongoObjectIdTest implements LibraryTest {
  @Override
  public void describe(Emitters emitters) {
    // Behind the seconds: on a slow machine each clone draws in another one.
    emitters.add("ObjectId", SameMoment.of(() -> new ObjectId().toHexString().substring(8)));
    emitters.add(
        "process-unique bytes", SameMoment.of(() -> new ObjectId().toHexString().substring(8, 18)));
  }
}
