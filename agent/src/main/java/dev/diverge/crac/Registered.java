package dev.diverge.crac;

import dev.diverge.agent.actions.Order;
import java.lang.ref.Reference;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/**
 * What is registered through {@code org.crac}. On a clone each is told {@code beforeCheckpoint},
 * the last registered first, and then {@code afterRestore}, the first one first; one that fails is
 * reported and the others go on. Thread-safe.
 *
 * <p>A resource arrives as {@code org.crac}'s proxy, which itself holds it weakly.
 */
final class Registered extends Context<Resource> implements LongFunction<Object[][]> {

  private static final Object[][] NONE = {};

  private final Queue<Resource> resources = new ConcurrentLinkedQueue<>();
  private final AtomicLong epoch = new AtomicLong();
  private final String[] only = prefixes("diverge.crac-only");
  private final String[] except = prefixes("diverge.crac-except");

  void join() {
    try {
      Class.forName("java.lang.DivergeGuard") // to name another loader needs a permission
          .getMethod("join", Object.class)
          .invoke(null, this);
    } catch (ReflectiveOperationException noAgent) {
      // Then nobody tells of clones.
    }
  }

  @Override
  public void register(Resource resource) {
    resources.add(resource);
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {}

  @Override
  public void afterRestore(Context<? extends Resource> context) {}

  @Override
  public Object[][] apply(long wanted) {
    boolean onlyListed = wanted < 0;
    if (!onlyListed && epoch.get() >= wanted) {
      return NONE;
    }
    List<Resource> driven = driven();
    int n = driven.size();
    Object[][] due = new Object[onlyListed ? n : 2 * n][];
    for (int i = 0; i < n; i++) {
      Resource resource = driven.get(i);
      String name = name(resource);
      due[n - 1 - i] = action(name + " beforeCheckpoint", () -> before(resource));
      if (!onlyListed) {
        due[n + i] = action(name + " afterRestore", () -> after(resource));
      }
    }
    return onlyListed || claim(wanted) ? due : NONE; // last: what is claimed has to be told
  }

  private boolean claim(long wanted) {
    long done = epoch.get();
    return done < wanted && epoch.compareAndSet(done, wanted);
  }

  private List<Resource> driven() {
    resources.removeIf(resource -> name(resource).isEmpty());
    List<Resource> driven = new ArrayList<>();
    for (Resource resource : resources) {
      String name = name(resource);
      if ((only.length == 0 || begins(name, only)) && !begins(name, except)) {
        driven.add(resource);
      }
    }
    return driven;
  }

  private static Object[] action(String name, Callable<?> work) {
    return new Object[] {"org.crac " + name, Order.Place.CRAC, work};
  }

  private boolean before(Resource resource) throws Exception {
    resource.beforeCheckpoint(this);
    return false; // the other half counts
  }

  private boolean after(Resource resource) throws Exception {
    resource.afterRestore(this);
    return true;
  }

  private static boolean begins(String name, String[] prefixes) {
    for (String prefix : prefixes) {
      if (name.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  private static String[] prefixes(String option) {
    String value = System.getProperty(option, "");
    return value.isEmpty() ? new String[0] : value.split("\\+");
  }

  /** The resource's own class, empty if it was collected. */
  private static String name(Resource resource) {
    if (Proxy.isProxyClass(resource.getClass())
        && Proxy.getInvocationHandler(resource) instanceof Reference<?> wrapper) {
      Object wrapped = wrapper.get();
      return wrapped == null ? "" : wrapped.getClass().getName();
    }
    return resource.getClass().getName();
  }
}
