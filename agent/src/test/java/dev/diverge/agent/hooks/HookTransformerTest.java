package dev.diverge.agent.hooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.agent.contract.GuardMethod;
import dev.diverge.agent.guard.GuardCell;
import dev.diverge.agent.guard.GuardDefiner;
import dev.diverge.agent.guard.LateMarks;
import dev.diverge.agent.libraries.Integrations;
import dev.diverge.agent.libraries.Libraries;
import dev.diverge.agent.process.Report;
import dev.diverge.agent.reach.TrackedInstances;
import dev.diverge.agent.rules.Rules;
import dev.diverge.agent.weave.Woven;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which classes are woven, from the JDK's own class files, and what is put beside the guard. */
class HookTransformerTest {

  private final List<Object> asked = new ArrayList<>();
  private final Report report = new Report("off");
  private final Integrations integrations = new Integrations();
  private final Hooks hooks = new Hooks(integrations);
  private final GuardDefiner definer =
      new GuardDefiner(
          new GuardCell(),
          with -> {
            asked.add(with);
            return with;
          });
  private final HookTransformer transformer =
      new HookTransformer(
          (Instrumentation)
              Proxy.newProxyInstance(
                  Instrumentation.class.getClassLoader(),
                  new Class<?>[] {Instrumentation.class},
                  (self, method, arguments) -> null),
          hooks,
          integrations,
          report,
          definer,
          new NoLibraries(),
          false);

  @BeforeEach
  void describe() throws Exception {
    integrations.read();
  }

  @Test
  void aGeneratorOfTheJdkIsWoven() throws Exception {
    byte[] woven = transform("java/util/SplittableRandom");
    assertNotNull(woven);
    assertEquals(List.of(GuardMethod.Room.GUARD), Woven.calls(woven));
    assertTrue(hooks.isInPlace("java/util/SplittableRandom"));
    assertTrue(hooks.inField("java/util/SplittableRandom"));
    assertEquals(List.of(), asked, "the guard is there already");
    assertEquals(1, hooks.guarded());
  }

  @Test
  void whatItCallsBesideTheGuardIsPutThereFirstAndOnce() throws Exception {
    assertNotNull(transform("java/security/SecureRandom"));
    assertTrue(asked.contains(GuardMethod.Room.ENGINES), asked::toString);
    int before = asked.size();
    assertNotNull(transform("java/security/SecureRandom"));
    assertEquals(before, asked.size());
  }

  @Test
  void classesThatNobodyNamesAreLeftAlone() throws Exception {
    assertNull(transform("java/util/ArrayList"));
    assertEquals(0, hooks.met());
  }

  /** An application's class of the same name is not the JDK's. */
  @Test
  void aNamesakeIsNoneOfOurs() throws Exception {
    ClassLoader theirs = new ClassLoader(null) {};
    byte[] file = file("java/util/SplittableRandom");
    assertNull(transformer.transform(theirs, "java/util/SplittableRandom", null, null, file));
    assertFalse(hooks.isInPlace("java/util/SplittableRandom"));
  }

  @Test
  void oneThatCannotBeWovenIsToldAndLoaded() {
    byte[] broken = {1, 2, 3};
    assertNull(transformer.transform(null, "java/util/Random", null, null, broken));
    assertFalse(hooks.isInPlace("java/util/Random"));
    assertTrue(report.last().get(0).startsWith("java.util.Random is not guarded: "));
    assertEquals(1, hooks.troubles().size());
  }

  @Test
  void everyTypeThatIsNamedIsWovenAsDescribed() throws Exception {
    hooks.meetAll();
    int woven = 0;
    for (String name : hooks.waiting()) {
      String internal = name.replace('.', '/');
      if (hooks.type(internal) != null || hooks.bonded(internal) != null) {
        assertNotNull(transform(internal), internal);
        woven++;
      }
    }
    assertTrue(woven > 20, () -> "as many as the JDK has: " + hooks.met());
    assertEquals(List.of(), hooks.troubles());
    assertEquals(woven, hooks.inPlace());
  }

  private byte @Nullable [] transform(String name) throws Exception {
    return transformer.transform(null, name, null, null, file(name));
  }

  private static byte[] file(String name) throws Exception {
    try (InputStream in = ClassLoader.getSystemResourceAsStream(name + ".class")) {
      return in.readAllBytes();
    }
  }

  /** Of the JDK alone. */
  private static final class NoLibraries implements HookTransformer.LibraryParts {

    @Override
    public @Nullable Rules rules() {
      return null;
    }

    @Override
    public Libraries libraries() {
      throw new IllegalStateException();
    }

    @Override
    public TrackedInstances tracked() {
      throw new IllegalStateException();
    }

    @Override
    public LateMarks lateMarks() {
      throw new IllegalStateException();
    }
  }
}
