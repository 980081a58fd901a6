package dev.diverge.integrations.ids;

import dev.diverge.integrations.Fresh;
import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import java.util.HashMap;
import java.util.concurrent.locks.Lock;

/**
 * Hibernate's optimisers take a block of keys from the database and deal it out by themselves; two
 * clones would deal out the same. Its UUIDs of version 1 name the JVM.
 */
public final class HibernateIds implements Integration {

  private static final String OPTIMIZERS = "org.hibernate.id.enhanced.";

  @Override
  public void describe(Library library) {
    library
        .name("hibernate-ids")
        .verifiedOn("org.hibernate:hibernate-core", "5.2.0.Final", "5.6.15.Final")
        .verifiedOn("org.hibernate.orm:hibernate-core", "6.0.0.Final", "7.4.13.Final")
        .state("the block of keys of each pooled or hi/lo optimiser; the JVM's part of UUIDs")
        .reset("the block is given up, the next key comes from the database; a fresh JVM's part")
        .limits("keys of the block given up stay unused; a key taken but not yet stored is kept");
    for (String optimizer :
        new String[] {
          "PooledOptimizer", "PooledLoOptimizer", "HiLoOptimizer", "LegacyHiLoAlgorithmOptimizer"
        }) {
      library
          .type(OPTIMIZERS + optimizer)
          .drawn("generate")
          .onCloneEach(each -> each.run(HibernateIds::giveUp));
    }
    library
        .type(OPTIMIZERS + "PooledLoThreadLocalOptimizer")
        .drawn("generate")
        .onCloneEach(each -> each.run(HibernateIds::giveUpOfAllThreads));
    uuids(library);
  }

  /** The state is made and read under a lock, which is the optimiser itself in older versions. */
  private static void giveUp(Instance optimizer, Fresh fresh) throws Exception {
    if (optimizer.hasField("lock")) {
      Lock lock = optimizer.get("lock").as(Lock.class);
      lock.lock();
      try {
        forget(optimizer);
      } finally {
        lock.unlock();
      }
    } else {
      synchronized (optimizer.as(Object.class)) {
        forget(optimizer);
      }
    }
  }

  private static void forget(Instance optimizer) throws Exception {
    optimizer.set("noTenantState", null).set("tenantSpecificState", null);
  }

  private static void giveUpOfAllThreads(Instance optimizer, Fresh fresh) throws Exception {
    if (optimizer.hasField("localAssignedIds")) { // in versions of 5
      optimizer.set("localAssignedIds", new ThreadLocal<>()).set("tenantSpecificState", null);
      return;
    }
    Instance state = optimizer.type(optimizer.className() + "$GenerationState");
    optimizer
        .set("singleTenantState", ThreadLocal.withInitial(() -> made(state)))
        .set("multiTenantStates", ThreadLocal.withInitial(HashMap::new));
  }

  private static Object made(Instance state) {
    try {
      return state.make().as(Object.class);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void uuids(Library library) {
    library
        .type("org.hibernate.id.uuid.CustomVersionOneStrategy")
        .drawn("generateUuid", "generateUUID") // the latter in 5
        .onCloneEach(
            each ->
                each.set(
                    "mostSignificantBits",
                    fresh -> (fresh.number() & 0xffff_ffff_ffff_0fffL) | 0x1000L));
    library
        .type("org.hibernate.id.AbstractUUIDGenerator")
        .checked("getJVM")
        .onClone(statics -> statics.set("JVM", fresh -> fresh.bits(Integer.SIZE)));
    library // reads that first, and then waits for the lock of the counter
        .type("org.hibernate.id.UUIDHexGenerator")
        .checked("generate")
        .onClone(statics -> statics.set("JVM", fresh -> fresh.bits(Integer.SIZE)));
    library
        .type("org.hibernate.id.uuid.Helper")
        .checked("getJvmIdentifierInt", "getJvmIdentifierHexString", "getJvmIdentifierBytes")
        .onClone(
            statics ->
                statics
                    .set("JVM_IDENTIFIER_INT", fresh -> fresh.bits(Integer.SIZE))
                    .set(
                        "JVM_IDENTIFIER_HEX_STRING",
                        fresh -> String.format("%08x", fresh.bits(Integer.SIZE)))
                    .set("JVM_IDENTIFIER_BYTES", fresh -> fresh.bytes(Integer.BYTES)));
  }
}
