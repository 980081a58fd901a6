package dev.diverge.integrations.pools;

import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Phase;
import dev.diverge.integrations.SensitiveType;
import dev.diverge.integrations.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What pools of Commons Pool hold is mostly connections: those of DBCP and of Jedis are. */
public final class CommonsPools implements Integration {

  @Override
  public void describe(Library library) {
    library
        .name("commons-pool2")
        .verifiedOn("org.apache.commons:commons-pool2", "2.0", "2.13.1")
        .severity(Severity.SECURITY)
        .state("the idle objects of a pool: connections of DBCP2, of Jedis and of others")
        .reset("destroyed; the next borrower gets a new one")
        .limits(
            "an object in use comes back as it is: DBCP2 tests what it lends unless told not to,"
                + " Jedis throws away what broke");
    describe(library, "org.apache.commons.pool2.");
  }

  /**
   * Its pools, or a copy of them.
   *
   * @param place the package, with a dot
   */
  static void describe(Library library, String place) {
    pool(library, place.concat("impl.GenericObjectPool"))
        .onCloneEach(each -> each.run((pool, fresh) -> destroyIdle(pool, modes(pool, place))));
    pool(library, place.concat("impl.GenericKeyedObjectPool"))
        .onCloneEach(each -> each.run((pool, fresh) -> destroyEachIdle(pool, modes(pool, place))));
  }

  private static SensitiveType pool(Library library, String type) {
    return library.type(type).borrowing("borrowObject").phase(Phase.POOLS);
  }

  /**
   * What {@code clear()} does, but in linear time: that takes an object out and then looks for it
   * among all that are left, which is minutes for 100,000. Here each is found at the head.
   */
  private static void destroyIdle(Instance pool, List<Object> modes) throws Exception {
    for (Instance object : pool.get("idleObjects").each()) {
      if (object.call("startEvictionTest").as(Boolean.class)) { // else it was borrowed just now
        destroy(pool, with(modes, object.value()));
      }
    }
  }

  /** The same of all keys; one that was borrowed just now is not destroyed, unless always. */
  private static void destroyEachIdle(Instance pool, List<Object> modes) throws Exception {
    boolean always = false;
    Map<?, ?> deques = pool.get("poolMap").as(Map.class);
    for (Map.Entry<?, ?> each : deques.entrySet()) {
      Instance deque = pool.other(each.getValue());
      for (Instance object : deque.get("idleObjects").each()) {
        destroy(pool, with(modes, each.getKey(), object.value(), always));
      }
    }
  }

  /** How to destroy, which must be said since 2.9. */
  private static List<Object> modes(Instance pool, String place) throws Exception {
    try {
      return List.of(pool.type(place.concat("DestroyMode")).get("NORMAL").as(Object.class));
    } catch (ClassNotFoundException before29) {
      return List.of();
    }
  }

  private static Object[] with(List<Object> modes, @Nullable Object... arguments) {
    List<Object> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(modes);
    return all.toArray();
  }

  /** As the pool has it: what cannot be closed is gone as well. */
  private static void destroy(Instance pool, Object[] arguments) throws Exception {
    try {
      pool.call("destroy", arguments);
    } catch (Exception e) {
      pool.call("swallowException", e);
    }
  }
}
