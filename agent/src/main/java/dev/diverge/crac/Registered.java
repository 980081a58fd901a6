package dev.diverge.crac;

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

  /** After all else, since these start what serves requests. */
  private static final int ORDER = Integer.MAX_VALUE;

  private final Queue<Resource> resources = new ConcurrentLinkedQueue<>();
  private final AtomicLong epoch = new AtomicLong();
  private final String[] except = System.getProperty("diverge.crac-except", "").split("\\+");

  void join() {
    try {
      Class.forName("java.lang.DivergeGuard", true, null)
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
    long done = epoch.get();
    if (done >= wanted || !epoch.compareAndSet(done, wanted)) {
      return new Object[0][];
    }
    List<Resource> all = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (Resource resource : resources) {
      String name = name(resource);
      if (!isExempt(name)) {
        all.add(resource);
        names.add(name);
      }
    }
    int n = all.size();
    Object[][] due = new Object[2 * n][];
    for (int i = 0; i < n; i++) {
      Resource resource = all.get(i);
      due[n - 1 - i] = action(names.get(i) + " beforeCheckpoint", () -> before(resource));
      due[n + i] = action(names.get(i) + " afterRestore", () -> after(resource));
    }
    return due;
  }

  private static Object[] action(String name, Callable<?> work) {
    return new Object[] {"org.crac " + name, ORDER, work};
  }

  private boolean before(Resource resource) throws Exception {
    resource.beforeCheckpoint(this);
    return false; // the other half counts
  }

  private boolean after(Resource resource) throws Exception {
    resource.afterRestore(this);
    return true;
  }

  private boolean isExempt(String name) {
    for (String prefix : except) {
      if (!prefix.isEmpty() && name.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  private static String name(Resource resource) {
    if (Proxy.isProxyClass(resource.getClass())
        && Proxy.getInvocationHandler(resource) instanceof Reference<?> wrapper) {
      Object wrapped = wrapper.get();
      return wrapped == null ? "resource that was collected" : wrapped.getClass().getName();
    }
    return resource.getClass().getName();
  }
}
