package dev.diverge.agent.actions;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/**
 * The registries of the API's jar, one for each copy of it; held weakly, for a copy goes with its
 * class loader. Thread-safe.
 */
public final class Joined implements Consumer<Object>, ActionSource {

  /** No epoch: a registry that is given it lists what it holds and claims nothing. */
  private static final long ALL = -1;

  private static final String CRAC = "org.crac ";

  private final Set<WeakReference<LongFunction<Object[][]>>> registries =
      ConcurrentHashMap.newKeySet();

  @Override
  @SuppressWarnings("unchecked") // the API's own declaration
  public void accept(Object registry) {
    registries.add(new WeakReference<>((LongFunction<Object[][]>) registry));
  }

  @Override
  public void collect(long epoch, List<Action> into) {
    gather(epoch, into);
  }

  @Override
  public void tell(Map<String, String> into) {
    List<Action> all = new ArrayList<>();
    gather(ALL, all);
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

  private void gather(long epoch, List<Action> into) {
    for (var all = registries.iterator(); all.hasNext(); ) {
      LongFunction<Object[][]> registry = all.next().get();
      if (registry == null) {
        all.remove();
        continue;
      }
      for (Object[] due : registry.apply(epoch)) {
        into.add(new Action((String) due[0], (Integer) due[1], (Callable<?>) due[2]));
      }
    }
  }
}
