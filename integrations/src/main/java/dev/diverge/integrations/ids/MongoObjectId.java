package dev.diverge.integrations.ids;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import java.util.concurrent.atomic.AtomicInteger;

/** MongoDB's ObjectId draws its process-unique bytes once, in a static initialiser. */
public final class MongoObjectId implements Integration {

  @Override
  public void describe(Library library) {
    library
        .name("mongodb-objectid")
        .verifiedOn("org.mongodb:bson", "4.0.0", "5.5.1")
        .state("the process-unique bytes and the counter of ObjectId")
        .reset("drawn anew before the next ObjectId is made");
    library
        .type("org.bson.types.ObjectId")
        .checked("<init>")
        .onClone(
            statics ->
                statics
                    .set("RANDOM_VALUE1", fresh -> fresh.bits(24))
                    .ifThere() // to 5.4
                    .set("RANDOM_VALUE2", fresh -> (short) fresh.bits(15))
                    .ifThere()
                    .set("RANDOM_VALUE", fresh -> fresh.number() & ~0xffffffL)
                    .ifThere() // from 5.5
                    .apply(
                        "NEXT_COUNTER",
                        AtomicInteger.class,
                        (counter, fresh) -> counter.set(fresh.bits(24))));
  }
}
