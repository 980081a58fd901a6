package dev.diverge.testapps.answers;

import dev.diverge.Diverge;
import dev.diverge.OnClone;
import dev.diverge.PerClone;
import dev.diverge.testlab.Draw;
import dev.diverge.testlab.EmitterSet;
import dev.diverge.testlab.Emitters;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/**
 * A service with twelve pieces of state that only it knows, of which clones would share every one:
 * four that rules name, four registered by the API, four by org.crac.
 */
final class OwnState implements EmitterSet {

  private static final long serialVersionUID = 1L;

  static final String RULES =
      String.join(
          "\n",
          ByRule.class.getName() + "#NODE = fresh",
          ByRule.class.getName() + "#SHUFFLER = reseed",
          ByRule.class.getName() + "#TOKENS = clear",
          ByRule.class.getName() + "#session = null");

  @Override
  public void describe(Emitters emitters) {
    ByRule rule = new ByRule();
    add(emitters, "rule: static final node id", () -> ByRule.NODE);
    add(emitters, "rule: generator", () -> ByRule.SHUFFLER.nextLong());
    add(emitters, "rule: cache", () -> token(ByRule.TOKENS));
    add(emitters, "rule: session of an instance", rule::session);
    ByApi api = new ByApi();
    add(emitters, "api: PerClone", () -> ByApi.NODE.get());
    add(emitters, "api: action", () -> api.block.incrementAndGet());
    add(emitters, "api: annotated field", () -> token(api.tokens));
    add(emitters, "api: annotated method", () -> api.nonce);
    for (String name : new String[] {"lease", "node", "session", "key"}) {
      ByCrac resource = new ByCrac();
      Core.getGlobalContext().register(resource);
      add(emitters, "org.crac: " + name, () -> resource.held);
    }
  }

  /** As a request does it: it draws some id of its own, uses the state, and is one of many. */
  private static void add(Emitters emitters, String name, Draw draw) {
    AtomicInteger requests = new AtomicInteger();
    emitters.add(
        name,
        () -> {
          UUID.randomUUID();
          return draw.draw() + "-" + requests.incrementAndGet();
        });
  }

  private static String token(Map<String, String> cache) {
    return cache.computeIfAbsent("user", user -> UUID.randomUUID().toString());
  }

  private static final class ByRule {
    static final long NODE = UUID.randomUUID().getMostSignificantBits();
    private static final Random SHUFFLER = new Random(42);
    private static final Map<String, String> TOKENS = new ConcurrentHashMap<>();

    private volatile String session;

    String session() {
      if (session == null) {
        session = UUID.randomUUID().toString();
      }
      return session;
    }
  }

  private static final class ByApi {
    static final PerClone<UUID> NODE = PerClone.of(UUID::randomUUID);

    final AtomicLong block = new AtomicLong(first());
    @OnClone final Map<String, String> tokens = new ConcurrentHashMap<>();
    volatile UUID nonce = UUID.randomUUID();

    ByApi() {
      Diverge.onClone(this, api -> api.block.set(first()));
      Diverge.register(this);
    }

    @OnClone
    @SuppressWarnings("UnusedMethod")
    private void renew() {
      nonce = UUID.randomUUID();
    }

    private static long first() {
      return UUID.randomUUID().getLeastSignificantBits();
    }
  }

  private static final class ByCrac implements Resource {
    volatile UUID held = UUID.randomUUID();

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
      held = null;
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
      held = UUID.randomUUID();
    }
  }
}
