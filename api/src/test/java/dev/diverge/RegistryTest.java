package dev.diverge;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What is registered, claimed and forgotten, without an agent. */
@SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // they are used by their annotation
class RegistryTest {

  private final List<String> ran = new ArrayList<>();

  @OnClone(order = 3)
  private void annotated() {
    ran.add("annotated");
  }

  @Test
  void ownersThatWereCollectedAreForgotten() {
    Object kept = new Object();
    Registration registration = Diverge.onClone(kept, owner -> {});
    int before = Registry.size();
    for (int i = 0; i < 1_000; i++) {
      Diverge.onClone(new Object(), owner -> {});
    }
    await()
        .until(
            () -> {
              System.gc();
              return Registry.size() == before;
            });
    registration.close();
    assertEquals(before - 1, Registry.size());
    assertEquals("java.lang.Object", kept.getClass().getName());
  }

  @Test
  void eachIsClaimedOnceAnEpochInItsOrder() throws Exception {
    Registration last = Diverge.onClone(this, 9, owner -> owner.ran.add("last"));
    Registration first = Diverge.onClone(this, -9, owner -> owner.ran.add("first"));
    Registration annotated = Diverge.register(this);
    assertEquals(3, Registry.DUE.apply(-1).length, "listed, not claimed");
    for (Object[] due : Registry.DUE.apply(1)) {
      assertEquals(RegistryTest.class.getName(), due[0]);
      ((Callable<?>) due[2]).call();
    }
    assertEquals(List.of("first", "annotated", "last"), ran);
    assertEquals(0, Registry.DUE.apply(1).length);
    assertEquals(3, Registry.DUE.apply(2).length);
    last.close();
    first.close();
    annotated.close();
  }

  @Test
  void aMistakeInAnnotatingIsToldAtOnce() {
    assertThrows(IllegalArgumentException.class, () -> Diverge.register(new Object()));
    assertThrows(IllegalArgumentException.class, () -> Diverge.register(new WithParameter()));
    assertThrows(IllegalArgumentException.class, () -> Diverge.register(new WithFinal()));
    assertEquals(0, Registry.DUE.apply(Long.MAX_VALUE).length, "nothing is half registered");
  }

  @Test
  void withoutTheAgent() {
    assertEquals(0, Diverge.epoch());
    assertTrue(!Diverge.isActive());
    PerClone<Object> value = PerClone.of(Object::new);
    assertEquals(value.get(), value.get());
  }

  private static final class WithParameter {
    @OnClone
    void renew(int block) {}
  }

  private static final class WithFinal {
    @OnClone final String name = String.valueOf(1);
  }
}
