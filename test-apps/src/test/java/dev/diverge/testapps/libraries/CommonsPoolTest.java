package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Emitters;
import java.util.UUID;
import org.apache.commons.pool2.BaseKeyedPooledObjectFactory;
import org.apache.commons.pool2.BasePooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.apache.commons.pool2.impl.GenericKeyedObjectPool;
import org.apache.commons.pool2.impl.GenericObjectPool;

@Versions({"org.apache.commons:commons-pool2:2.0", "org.apache.commons:commons-pool2:2.13.1"})
class CommonsPoolTest implements LibraryTest {
  @Override
  public void describe(Emitters emitters) {
    emitters.add(
        "GenericObjectPool",
        () -> new GenericObjectPool<>(new Names()),
        new NumberedUses<>(
            pool -> {
              String name = pool.borrowObject();
              pool.returnObject(name);
              return name;
            }));
    emitters.add(
        "GenericKeyedObjectPool",
        () -> new GenericKeyedObjectPool<>(new KeyedNames()),
        new NumberedUses<>(
            pool -> {
              String name = pool.borrowObject("key");
              pool.returnObject("key", name);
              return name;
            }));
  }

  private static final class Names extends BasePooledObjectFactory<String> {
    @Override
    public String create() {
      return UUID.randomUUID().toString();
    }

    @Override
    public PooledObject<String> wrap(String name) {
      return new DefaultPooledObject<>(name);
    }
  }

  private static final class KeyedNames extends BaseKeyedPooledObjectFactory<String, String> {
    @Override
    public String create(String key) {
      return UUID.randomUUID().toString();
    }

    @Override
    public PooledObject<String> wrap(String name) {
      return new DefaultPooledObject<>(name);
    }
  }
}
