package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Emitters;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

@Versions({
  "org.activiti:activiti-engine:5.14",
  "org.activiti:activiti-engine:7.1.0.M6",
  "org.camunda.bpm:camunda-engine:7.1.0-Final",
  "org.camunda.bpm:camunda-engine:7.24.0",
  "org.cibseven.bpm:cibseven-engine:1.1.0",
  "org.cibseven.bpm:cibseven-engine:2.0.0",
  "org.flowable:flowable-engine:6.0.0",
  "org.flowable:flowable-engine:8.0.0",
  "org.operaton.bpm:operaton-engine:1.0.0",
  "org.operaton.bpm:operaton-engine:1.0.3"
})
class ProcessEngineIdsTest implements LibraryTest {
  private static final String[] ENGINES = {
    "org.activiti", "org.camunda.bpm", "org.cibseven.bpm", "org.flowable", "org.operaton.bpm"
  };
  private static final int BLOCK = 100;

  @Override
  public void describe(Emitters emitters) {
    for (String engine : ENGINES) {
      String generator = engine + ".engine.impl.db.DbIdGenerator";
      if (Loose.exists(generator)) {
        emitters.add(
            "key", () -> overSharedBlocks(generator), made -> made.call("getNextId").value());
      }
    }
  }

  private static Loose overSharedBlocks(String className) throws Exception {
    SharedCounter blocks = SharedCounter.make(BLOCK);
    Loose generator = Loose.make(className);
    Class<?> executor =
        generator.value().getClass().getMethod("getCommandExecutor").getReturnType();
    generator.call(
        "setCommandExecutor",
        Proxy.newProxyInstance(
            executor.getClassLoader(),
            new Class<?>[] {executor},
            (proxy, method, arguments) -> block(arguments[arguments.length - 1], blocks.next())));
    return generator;
  }

  /** What the command would have taken from the database. */
  private static Object block(Object command, long first) throws Exception {
    for (Method execute : command.getClass().getMethods()) {
      String block = execute.getReturnType().getName();
      if (block.endsWith(".IdBlock")) {
        return Loose.make(block, first, first + BLOCK - 1).value();
      }
    }
    throw new NoSuchMethodError("IdBlock");
  }
}
