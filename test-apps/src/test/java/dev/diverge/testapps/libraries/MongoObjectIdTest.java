package dev.diverge.testapps.libraries;

import static dev.diverge.testapps.forklab.Clones.clones;

import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

class MongoObjectIdTest {
  @Test
  void clonesMakeIdsOfTheirOwn() {
    clones("bson", () -> new ObjectId().toHexString());
  }
}
