package dev.diverge.integrations.ids;

import dev.diverge.integrations.Fresh;
import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Phase;
import java.util.Map;

/**
 * The owner of a Redisson lock is its client's id and the number of a thread. Clones have both in
 * common, so each would enter the other's lock, as if it were its own and entered again.
 */
public final class RedissonLocks implements Integration {

  @Override
  public void describe(Library library) {
    library
        .name("redisson-locks")
        .verifiedOn("org.redisson:redisson", "3.23.0", "4.3.0")
        .state(
            "a client's id, which owns locks together with a thread's number; the generator of ids"
                + " of permits and requests; local caches of maps, and the ids by which they know"
                + " their own messages")
        .reset(
            "drawn anew, by locks that were made before too: no clone enters another's lock; what"
                + " the generator draws is mixed with ThreadLocalRandom's; a local cache is"
                + " emptied, and listens to the other clones")
        .limits(
            "a lock held at the clone is no clone's any more: unlock() throws, and Redis frees it"
                + " when its lease ends; commands under way are sent again by each clone, as"
                + " retryAttempts says; a local cache that Redis has no copy of (LOCALCACHE) keeps"
                + " what it has");
    library
        .type("org.redisson.connection.ServiceManager")
        .noticed("getId")
        .onCloneEach(client -> client.set("id", fresh -> fresh.uuid().toString()));
    library.type("org.redisson.misc.RandomXoshiro256PlusPlus").makes("create"); // from 3.27
    library
        .type("org.redisson.RedissonBaseLock")
        .drawn("getLockName", "getEntryName")
        .onCloneEach(
            lock ->
                lock.run("entryName", RedissonLocks::rename)
                    .run("id", (state, fresh) -> state.set("id", clientId(state))));
    library
        .type("org.redisson.RedissonLocalCachedMap")
        .borrowing(
            "getAsync",
            "getAllAsync",
            "containsKeyAsync",
            "containsValueAsync",
            "putOperationAsync",
            "fastPutOperationAsync",
            "getCachedMap",
            "cachedKeySet",
            "cachedValues",
            "cachedEntrySet");
    library
        .type("org.redisson.cache.LocalCacheListener")
        .phase(Phase.CONNECTIONS)
        .onCloneEach(
            each ->
                each.apply("instanceId", byte[].class, RedissonLocks::fill)
                    .run(RedissonLocks::forget));
  }

  /** In place: the map has the same array. */
  private static void fill(byte[] id, Fresh fresh) {
    System.arraycopy(fresh.bytes(id.length), 0, id, 0, id.length);
  }

  /** While nobody listened others may have written. */
  private static void forget(Instance cache, Fresh fresh) throws Exception {
    Object mode = cache.get("options").call("getStoreMode").value();
    if (!"LOCALCACHE".equals(String.valueOf(mode))) {
      cache.get("cache").as(Map.class).clear();
      if (cache.hasField("cacheKeyMap")
          && cache.get("cacheKeyMap").value() instanceof Map<?, ?> keys) {
        keys.clear();
      }
    }
  }

  /** The name is the id and what comes after; all ids are of one length. */
  private static void rename(Instance lock, Fresh fresh) throws Exception {
    String id = clientId(lock);
    String entry = lock.get("entryName").as(String.class);
    lock.set("entryName", id + entry.substring(id.length()));
  }

  private static String clientId(Instance lock) throws Exception {
    return lock.get("commandExecutor").call("getServiceManager").call("getId").as(String.class);
  }
}
