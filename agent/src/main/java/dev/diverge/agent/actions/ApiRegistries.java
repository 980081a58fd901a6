package dev.diverge.agent.actions;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/**
 * The registries of the API's jar, one for each copy of it; held weakly, for a copy goes with its
 * class loader. What is a registry is anybody's to say, so each is asked as any code of the
 * application's is run: {@link RegistryQuery}. Thread-safe.
 */
public final class ApiRegistries implements Consumer<Object>, ActionSource {

  /** No epoch: a registry that is given it lists what it holds and claims nothing. */
  private static final long ALL = -1;

  private static final String CRAC = "org.crac ";

  private final int patienceMillis;
  private final Set<WeakReference<LongFunction<Object[][]>>> registries =
      ConcurrentHashMap.newKeySet();

  /** One that gives a registry so long. */
  public ApiRegistries(int patienceMillis) {
    this.patienceMillis = patienceMillis;
  }

  @Override
  @SuppressWarnings("unchecked") // the API's own declaration
  public void accept(Object registry) {
    LongFunction<Object[][]> joining = (LongFunction<Object[][]>) registry;
    new RegistryQuery(joining, ALL, patienceMillis); // loaded now, not at a clone
    registries.add(new WeakReference<>(joining));
  }

  @Override
  public void collect(long epoch, List<Action> into, Queue<String> failures) {
    gather(epoch, into, failures);
  }

  @Override
  public void tell(Map<String, String> into) {
    List<Action> all = new ArrayList<>();
    gather(ALL, all, new ConcurrentLinkedQueue<>());
    int resources = 0;
    for (Action action : all) {
      resources += action.name().startsWith(CRAC) ? 1 : 0;
    }
    if (all.size() > resources) {
      into.put("api", all.size() - resources + " actions");
    }
    if (resources > 0) {
      into.put("org.crac", resources + " resources");
    }
  }

  private void gather(long epoch, List<Action> into, Queue<String> failures) {
    for (var all = registries.iterator(); all.hasNext(); ) {
      LongFunction<Object[][]> registry = all.next().get();
      if (registry == null) {
        all.remove();
        continue;
      }
      RegistryQuery query = new RegistryQuery(registry, epoch, patienceMillis);
      into.addAll(query.actions());
      String failure = query.failure();
      if (failure != null) {
        failures.add(failure);
      }
    }
  }
}
