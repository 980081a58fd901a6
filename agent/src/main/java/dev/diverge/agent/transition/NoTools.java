package dev.diverge.agent.transition;

import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Tools;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.Callable;

/** The tools of a rehearsal: there is nothing to reset. */
record NoTools(Tools tools) implements Tools {

  @Override
  public List<Object> living(String type) {
    return tools.living(" ");
  }

  @Override
  public List<Class<?>> initialised(String type) {
    return tools.initialised(" ");
  }

  @Override
  public Field field(Class<?> owner, String name) throws NoSuchFieldException {
    return tools.field(owner, name);
  }

  @Override
  public Method method(Class<?> owner, String name, Class<?>... parameters)
      throws NoSuchMethodException {
    return tools.method(owner, name, parameters);
  }

  @Override
  public Instance instance(Object object) {
    return tools.instance(object);
  }

  @Override
  public byte[] fresh(int n) {
    return tools.fresh(n);
  }

  @Override
  public String option(String key) {
    return tools.option(key);
  }

  @Override
  public int bounded(Callable<Integer> work) {
    return 0;
  }

  @Override
  public void whileUsersWait(String name, Callable<?> work) {}

  @Override
  public void afterwards(String name, Callable<?> work) {}

  @Override
  public boolean isForkedChild() {
    return tools.isForkedChild();
  }
}
