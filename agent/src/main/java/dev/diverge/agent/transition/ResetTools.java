package dev.diverge.agent.transition;

import dev.diverge.agent.actions.Order;
import dev.diverge.agent.process.ForkedChild;
import dev.diverge.agent.process.Option;
import dev.diverge.agent.process.Options;
import dev.diverge.agent.reach.TrackedInstances;
import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Opener;
import dev.diverge.integrations.Tools;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;

/** What the agent lends to tracked resets. */
public record ResetTools(
    TrackedInstances tracked,
    Opener opener,
    IntFunction<byte[]> entropy,
    Options options,
    LeftActions left)
    implements Tools {

  @Override
  public List<Object> living(String type) {
    return tracked.instances(type);
  }

  @Override
  public List<Class<?>> initialised(String type) {
    return tracked.classes(type);
  }

  @Override
  public Field field(Class<?> owner, String name) throws NoSuchFieldException {
    Field field = owner.getDeclaredField(name);
    opener.open(owner, field);
    return field;
  }

  @Override
  public Method method(Class<?> owner, String name, Class<?>... parameters)
      throws NoSuchMethodException {
    Method method = owner.getDeclaredMethod(name, parameters);
    opener.open(owner, method);
    return method;
  }

  @Override
  public Instance instance(Object object) {
    return Instance.of(object, object.getClass(), opener);
  }

  @Override
  public byte[] fresh(int n) {
    return entropy.apply(n);
  }

  @Override
  public String option(String key) {
    Option option = Option.of(key);
    if (option == null) {
      throw new IllegalArgumentException("no option ".concat(key));
    }
    return options.get(option);
  }

  @Override
  public int bounded(Callable<Integer> work) throws Exception {
    return isForkedChild() ? work.call() : new BoundedCall(work).await();
  }

  @Override
  public void whileUsersWait(String name, Callable<?> work) {
    left.add(name, Order.EMPTYING, work);
  }

  @Override
  public void afterwards(String name, Callable<?> work) {
    left.add(name, Order.DEFERRED, work);
  }

  @Override
  public boolean isForkedChild() {
    return ForkedChild.isThis();
  }
}
