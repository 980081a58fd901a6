package dev.diverge.agent.transition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.agent.actions.Action;
import dev.diverge.agent.actions.ActionSource;
import dev.diverge.agent.actions.Actions;
import dev.diverge.agent.guard.GuardCell;
import dev.diverge.agent.hooks.Hooks;
import dev.diverge.agent.libraries.Integrations;
import dev.diverge.agent.process.Options;
import dev.diverge.agent.process.Report;
import dev.diverge.agent.reach.TrackedInstances;
import dev.diverge.driver.Generation;
import dev.diverge.driver.Watcher;
import dev.diverge.integrations.Phase;
import dev.diverge.integrations.Tools;
import dev.diverge.integrations.TrackedReset;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A transition that fails is a transition that is due. */
class CompletionTest {

  private final Generation generation = Generation.open(List.of(), new Rehearsal.Deaf());
  private final Watcher watcher = generation.watch();
  private final Report report = new Report("off");
  private final Settlement settlement = new Settlement(new GuardCell());
  private final Actions actions = new Actions();
  private final History history = new History();
  private final Resets resets =
      new Resets(
          List.of(),
          new ResetTools(
              new TrackedInstances(),
              (type, member) -> {},
              byte[]::new,
              Options.of("", new java.util.Properties(), Map.of()),
              new DeferredActions()),
          settlement,
          report);
  private final Completion completion =
      new Completion(
          report, new Hooks(new Integrations()), resets, settlement, actions, history, 1_000);

  @ParameterizedTest
  @ValueSource(
      classes = {
        StackOverflowError.class,
        NoClassDefFoundError.class,
        OutOfMemoryError.class,
        ThreadDeath.class,
        IllegalStateException.class,
        AssertionError.class
      })
  void whateverIsThrownItIsTakenUpAgain(Class<? extends Throwable> type) throws Exception {
    Throwable thrown = type.getConstructor().newInstance();
    Failing failing = new Failing("failing", 1, () -> thrown);
    Failing other = new Failing("other", 0, () -> thrown);
    resets.accept(failing);
    resets.accept(other);
    begin();
    assertFalse(finish());
    assertTrue(completion.isDue(generation));
    assertEquals(0, watcher.confirmed());
    assertEquals(List.of("reset of failing failed: " + thrown), history.failures());
    assertTrue(finish());
    assertEquals(1, watcher.confirmed());
    assertFalse(completion.isDue(generation));
    assertEquals(List.of(), history.failures());
    assertEquals(2, failing.runs);
    assertEquals(1, other.runs, "what is done is not done again");
  }

  @Test
  void oneThatFailsForEverIsGivenUpOnByName() {
    resets.accept(new Failing("hopeless", Integer.MAX_VALUE, IllegalStateException::new));
    begin();
    assertFalse(finish());
    assertFalse(finish());
    assertTrue(finish());
    assertEquals(1, watcher.confirmed());
    assertEquals(
        List.of("reset of hopeless failed: java.lang.IllegalStateException"), history.failures());
    assertTrue(
        report.last().get(0).startsWith("reset of hopeless failed; its state may be shared"));
    begin();
    assertFalse(finish(), "the next epoch begins anew");
  }

  @Test
  void theSlotIsReleasedWhateverIsThrownBesides() {
    resets.accept(
        new Failing("other", 0, IllegalStateException::new) {
          @Override
          public Phase phase() {
            throw new NoClassDefFoundError("a class that is gone");
          }
        });
    begin();
    for (int tries = 1; tries < 6; tries++) {
      assertFalse(finish());
    }
    assertTrue(finish());
    assertEquals(1, watcher.confirmed());
    assertTrue(
        history.failures().get(0).contains("a class that is gone"), history.failures()::toString);
  }

  @Test
  void whatIsRegisteredIsRunOnceThoughAnEarlierResetFailed() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    actions.add(
        new ActionSource() {
          private long claimed;

          @Override
          public void collect(long epoch, List<Action> into, Queue<String> failures) {
            if (claimed != epoch) {
              claimed = epoch;
              into.add(new Action("counting", 0, runs::incrementAndGet));
            }
          }

          @Override
          public void tell(Map<String, String> into) {}
        });
    resets.accept(new Failing("failing", 2, StackOverflowError::new));
    begin();
    assertFalse(finish());
    assertFalse(finish());
    assertEquals(0, runs.get(), "not before the resets");
    assertTrue(finish());
    assertEquals(1, runs.get());
    assertEquals(1, watcher.confirmed());
  }

  @Test
  void whoeverDiedAtItIsNotWaitedFor() throws Exception {
    AtomicReference<@Nullable Thread> dying = new AtomicReference<>();
    resets.accept(
        new Failing("slow", 0, IllegalStateException::new) {
          @Override
          public int reset(Tools tools) {
            if (Thread.currentThread() == dying.get()) {
              assertTrue(finish(), "not by another thread, nor again by this one");
            }
            return super.reset(tools);
          }
        });
    begin();
    Thread thread = new Thread(this::finish);
    dying.set(thread);
    thread.start();
    thread.join();
    assertEquals(1, watcher.confirmed());
  }

  private void begin() {
    generation.advance("test");
  }

  private boolean finish() {
    return completion.finish(generation, watcher, System.nanoTime());
  }

  private static class Failing implements TrackedReset {
    private final String name;
    private final Supplier<Throwable> thrown;
    private int left;
    private int runs;

    Failing(String name, int left, Supplier<Throwable> thrown) {
      this.name = name;
      this.left = left;
      this.thrown = thrown;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Phase phase() {
      return Phase.POOLS;
    }

    @Override
    public int reset(Tools tools) {
      runs++;
      if (left > 0) {
        left--;
        throw CompletionTest.<RuntimeException>sneaky(thrown.get());
      }
      return 1;
    }
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // erased
  private static <T extends Throwable> T sneaky(Throwable thrown) throws T {
    throw (T) thrown;
  }
}
