package dev.diverge.agent.reach;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which instances are found by a name. */
class TrackedInstancesTest {

  private static final String HERE = TrackedInstancesTest.class.getName();

  private final TrackedInstances tracked = new TrackedInstances();

  static class Pool {}

  static final class OwnPool extends Pool {}

  static final class Other {}

  @Test
  void thoseOfAClassAndOfClassesBelowIt() {
    Pool pool = add(new Pool());
    OwnPool own = add(new OwnPool());
    add(new Other());
    assertEquals(Set.of(pool, own), found(HERE + "$Pool"));
    assertEquals(Set.of(own), found(HERE + "$OwnPool"));
    assertEquals(Set.of(pool, own), found("*$Pool"));
    assertEquals(Set.of(), found(""));
    assertEquals(Set.of(), found(" "));
  }

  @Test
  void thoseOfAllLoadersThatHaveAClassOfThatName() throws Exception {
    Pool ours = add(new Pool());
    Class<?> copy = new Copies().loadClass(HERE + "$OwnPool");
    assertNotSame(OwnPool.class, copy);
    Constructor<?> constructor = copy.getDeclaredConstructor();
    constructor.setAccessible(true);
    Object theirs = constructor.newInstance();
    tracked.accept(theirs);
    OwnPool own = add(new OwnPool());
    assertEquals(Set.of(ours, theirs, own), found(HERE + "$Pool"));
    assertEquals(Set.of(theirs, own), found(HERE + "$OwnPool"));
  }

  @Test
  void aClassItselfIsFoundAmongClassesAlone() {
    tracked.accept(Pool.class);
    assertEquals(List.of(Pool.class), tracked.classes(HERE + "$Pool"));
    assertEquals(List.of(), tracked.classes(HERE + "$OwnPool"));
    assertEquals(Set.of(), found(HERE + "$Pool"));
    assertEquals(Set.of(), found("java.lang.Class"));
  }

  @Test
  void whatIsCollectedIsLetGoOf() {
    Pool kept = add(new Pool());
    for (int i = 0; i < 1_000; i++) {
      tracked.accept(new Pool());
    }
    await()
        .until(
            () -> {
              System.gc();
              return found(HERE + "$Pool").equals(Set.of(kept));
            });
  }

  private <T> T add(T instance) {
    tracked.accept(instance);
    return instance;
  }

  private Set<Object> found(String name) {
    return new HashSet<>(tracked.instances(name));
  }

  /** Has classes of its own by the names of this test's. */
  private static final class Copies extends ClassLoader {
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(HERE)) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      try (var file = TrackedInstancesTest.class.getResourceAsStream(file(name))) {
        byte[] bytes = file == null ? new byte[0] : file.readAllBytes();
        return loaded == null ? defineClass(name, bytes, 0, bytes.length) : loaded;
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }

    private static String file(String name) {
      return name.substring(name.lastIndexOf('.') + 1) + ".class";
    }
  }
}
