package dev.diverge.testapps.answers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** State of its own that no code registers: what a rules file says of it is done. */
final class RulesApp {

  private RulesApp() {}

  /** Of every type and reach. */
  @SuppressWarnings({"unused", "UnusedVariable", "FieldCanBeFinal", "ImmutableEnumChecker"})
  static final class State {
    static final long NODE = System.nanoTime();
    static final String TOKEN = UUID.randomUUID().toString();
    private static final byte[] KEY = new byte[8];
    private static final AtomicLong COUNTER = new AtomicLong(5);
    private static Random random = new Random(42);
    private static final Map<String, String> CACHE = new ConcurrentHashMap<>(Map.of("k", "v"));
    static int called;
    static final int CONSTANT = 11;

    private final int id = Integer.parseInt("77");
    private Object session = "session";
    final StringBuilder buffer = new StringBuilder("x");
    int renewed;
    Pool pool = new Pool();

    private static void refresh() {
      called++;
    }

    private void renew() {
      renewed++;
    }

    private void fails() {
      throw new IllegalStateException("boom");
    }

    Map<String, Object> shown() {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("node", NODE);
      all.put("token", TOKEN);
      all.put("key", List.of(KEY[0], KEY[1], KEY[2], KEY[3]));
      all.put("counter", COUNTER.get());
      all.put("random", random.nextLong());
      all.put("cache", CACHE.size());
      all.put("called", called);
      all.put("id", identity());
      all.put("session", String.valueOf(session));
      all.put("buffer", buffer.toString());
      all.put("renewed", renewed);
      all.put("evicted", pool.evicted);
      return all;
    }

    private int identity() {
      try {
        return (int) State.class.getDeclaredField("id").get(this);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  static final class Pool {
    int evicted;

    void evictAll() {
      evicted++;
    }
  }

  public static void main(String[] args) throws Exception {
    List<State> states = new ArrayList<>(List.of(new State(), new State()));
    Map<String, Object> before = states.get(1).shown();
    new Page(Path.of(args[0])).raise();
    UUID.randomUUID();
    Thread.sleep(700); // if it was the follower that noticed, it was not we who waited
    Map<String, Object> after = states.get(1).shown();
    List<String> changed = new ArrayList<>();
    for (String name : before.keySet()) {
      // The seeded generator's second value; with another seed it is another.
      Object was = name.equals("random") ? second() : before.get(name);
      if (!after.get(name).equals(was)) {
        changed.add(name);
      }
    }
    System.out.println("changed " + changed);
    System.out.println(
        "values "
            + after.get("cache")
            + after.get("called")
            + after.get("session")
            + after.get("buffer")
            + after.get("renewed")
            + after.get("evicted"));
    System.out.println("token " + after.get("token").toString().length());
    if (args.length > 1) {
      Thread.sleep(Long.parseLong(args[1]));
    }
  }

  private static long second() {
    Random random = new Random(42);
    random.nextLong();
    return random.nextLong();
  }
}
