package dev.diverge.testapps.twins;

import dev.diverge.testapps.answers.Page;
import dev.diverge.testapps.libraries.Inside;
import java.nio.file.Path;
import java.util.Map;

/** What a clone reads of what another one writes, and of what was written while it was frozen. */
final class CacheTwins {

  private static final String NAME = "prices-" + ProcessHandle.current().pid();
  private static final long LIMIT = 40_000;

  private CacheTwins() {}

  public static void main(String[] args) throws Exception {
    Object plain = RedissonClients.connect(args[1]);
    Map<String, String> one = cached(RedissonClients.connect(args[1]));
    Map<String, String> other = cached(RedissonClients.connect(args[1]));
    Map<String, String> witness = cached(plain);
    byte[] id = (byte[]) Inside.get(one, "instanceId");
    System.arraycopy(id, 0, (byte[]) Inside.get(other, "instanceId"), 0, id.length);
    one.put("book", "old");
    one.put("map", "old");
    read(other, "book", "map");
    read(witness, "book");
    map(plain).put("map", "new"); // as when nobody is connected to be told
    new Page(Path.of(args[0])).raise();
    String frozen = other.get("map");
    read(other, "book");
    one.put("book", "new");
    await(witness, "book");
    String then = other.get("book");
    for (long end = System.nanoTime() + 2_000_000_000L;
        then.equals("old") && System.nanoTime() < end; ) {
      Thread.sleep(20);
      then = other.get("book");
    }
    System.out.println("written while frozen: " + frozen + ", by the other: " + then);
    System.exit(0);
  }

  private static void read(Map<String, String> cache, String... keys) {
    for (String key : keys) {
      if (cache.get(key) == null) {
        throw new IllegalStateException("no " + key);
      }
    }
  }

  private static void await(Map<String, String> cache, String key) throws InterruptedException {
    long end = System.nanoTime() + LIMIT * 1_000_000;
    while (!"new".equals(cache.get(key))) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("nobody is told");
      }
      Thread.sleep(20);
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, String> map(Object client) throws Exception {
    return (Map<String, String>) Inside.call(client, "getMap", NAME);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, String> cached(Object client) throws Exception {
    Object options = Inside.call("org.redisson.api.LocalCachedMapOptions", "defaults");
    return (Map<String, String>) Inside.call(client, "getLocalCachedMap", NAME, options);
  }
}
