package dev.diverge.integrations.pools;

import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
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
    Borrowed.from(library, place.concat("impl.GenericObjectPool"), "borrowObject")
        .onCloneEach(each -> each.run((pool, fresh) -> destroyIdle(pool, modes(pool, place))));
    Borrowed.from(library, place.concat("impl.GenericKeyedObjectPool"), "borrowObject")
        .onCloneEach(each -> each.run((pool, fresh) -> destroyEachIdle(pool, modes(pool, place))));
  }

  /**
   * What {@code clear()} does, but in linear time: that takes an object out and then looks for it
   * among all that are left, which is minutes for 100,000. Here each is found at the head, but for
   * one that the pool's own evictor is at.
   */
  private static void destroyIdle(Instance pool, List<Object> modes) throws Exception {
    Instance objects = pool.get("idleObjects");
    Collection<?> idle = objects.as(Collection.class);
    for (Instance each : objects.each()) {
      boolean ours = each.call("startEvictionTest").as(Boolean.class); // no borrower takes it now
      if (ours || idle.remove(each.value())) {
        destroy(pool, with(modes, each.value()));
      }
    }
  }

  /** The same of all keys, where destroying does not touch what is not idle unless it is always. */
  private static void destroyEachIdle(Instance pool, List<Object> modes) throws Exception {
    Map<?, ?> deques = pool.get("poolMap").as(Map.class);
    for (Map.Entry<?, ?> key : deques.entrySet()) {
      Instance objects = pool.other(key.getValue()).get("idleObjects");
      Collection<?> idle = objects.as(Collection.class);
      for (Instance each : objects.each()) {
        if (!destroy(pool, with(modes, key.getKey(), each.value(), false))
            && idle.remove(each.value())) {
          destroy(pool, with(modes, key.getKey(), each.value(), true));
        }
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

  /**
   * As the pool has it: what cannot be closed is gone as well.
   *
   * @return false if it was left alone
   */
  private static boolean destroy(Instance pool, Object[] arguments) throws Exception {
    try {
      return !Boolean.FALSE.equals(pool.call("destroy", arguments).value());
    } catch (Exception e) {
      pool.call("swallowException", e);
      return true;
    }
  }
}
