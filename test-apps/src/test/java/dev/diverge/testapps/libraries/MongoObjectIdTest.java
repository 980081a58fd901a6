package dev.diverge.testapps.libraries;

import static dev.diverge.testapps.forklab.Clones.clones;

import java.util.concurrent.atomic.AtomicInteger;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

class MongoObjectIdTest {
  @Test
  void clonesMakeIdsOfTheirOwn() {
    clones("bson", () -> new ObjectId().toHexString());
    clones(
        "bson's process-unique bytes, numbered",
        AtomicInteger::new,
        n -> new ObjectId().toHexString().substring(8, 18) + n.getAndIncrement());
  }
}
