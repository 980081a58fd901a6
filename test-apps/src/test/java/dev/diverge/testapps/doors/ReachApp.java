package dev.diverge.testapps.doors;

import dev.diverge.Diverge;
import dev.diverge.Registration;
import dev.diverge.testapps.answers.Page;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Looks for what the agent has, from all that application code can get hold of. */
final class ReachApp {

  /** So that a search which finds nothing has shown that it can find. */
  @SuppressWarnings("unused") // found by reflection
  private static final AtomicReference<Object[]> DECOY = new AtomicReference<>(new Object[] {null});

  private ReachApp() {}

  @SuppressWarnings("try") // held, not used
  public static void main(String[] arguments) throws Exception {
    List<Class<?>> below = new CopyOnWriteArrayList<>();
    CountDownLatch called = new CountDownLatch(1);
    Object owner = new Object();
    try (Registration registration =
        Diverge.onClone(
            owner,
            o -> {
              below.addAll(onTheStack());
              called.countDown();
            })) {
      new Page(Path.of(arguments[0])).raise();
      System.out.println("epoch " + Diverge.epoch() + called.await(30, TimeUnit.SECONDS));
    }
    Reach reach = new Reach();
    List<Class<?>> agents = new ArrayList<>();
    for (Map.Entry<Thread, StackTraceElement[]> thread : Thread.getAllStackTraces().entrySet()) {
      reach.from(thread.getKey());
      agents.add(thread.getKey().getClass());
    }
    Class<?> entry = Class.forName("dev.diverge.entry.DivergeAgent");
    agents.addAll(below);
    agents.add(entry);
    for (java.lang.reflect.Field field : entry.getDeclaredFields()) {
      field.setAccessible(true);
      Object value = field.get(null);
      reach.from(value);
      if (value != null) {
        agents.add(value.getClass());
      }
    }
    agents.forEach(reach::from);
    System.getProperties().values().forEach(reach::from);
    System.out.println("taken " + Set.copyOf(reach.taken()));
    int met = 0;
    List<String> entered = new ArrayList<>();
    for (Class<?> agent : Set.copyOf(agents)) {
      if (agent.getClassLoader() != null
          && agent.getClassLoader() != ReachApp.class.getClassLoader()) {
        met++;
        enter(agent, entered);
      }
    }
    System.out.println("met " + (met > 0) + " entered " + entered);
    DECOY.get()[0] =
        Proxy.newProxyInstance(
            ReachApp.class.getClassLoader(),
            new Class<?>[] {Instrumentation.class},
            (proxy, method, with) -> null);
    Reach control = new Reach();
    control.from(ReachApp.class);
    System.out.println("control " + control.taken());
  }

  private static List<Class<?>> onTheStack() {
    return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
        .walk(frames -> frames.<Class<?>>map(StackWalker.StackFrame::getDeclaringClass).toList());
  }

  /** A class defined beside the agent's would be one of the agent's. */
  private static void enter(Class<?> agent, List<String> entered) {
    try {
      MethodHandles.privateLookupIn(agent, MethodHandles.lookup());
      entered.add(agent.getName());
    } catch (IllegalAccessException refused) {
      // As it should be.
    }
  }
}
