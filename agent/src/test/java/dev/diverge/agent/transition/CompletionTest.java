package dev.diverge.agent.transition;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.agent.actions.Action;
import dev.diverge.agent.actions.ActionSource;
import dev.diverge.agent.actions.Actions;
import dev.diverge.agent.actions.Order;
import dev.diverge.agent.contract.GuardLayout;
import dev.diverge.agent.guard.GuardCell;
import dev.diverge.agent.process.Options;
import dev.diverge.agent.process.Report;
import dev.diverge.agent.reach.TrackedInstances;
import dev.diverge.driver.Generation;
import dev.diverge.driver.Watcher;
import dev.diverge.integrations.Phase;
import dev.diverge.integrations.Tools;
import dev.diverge.integrations.TrackedReset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A transition that fails is a transition that is due. */
class CompletionTest {

  private final Generation generation = Generation.open(List.of(), new Rehearsal.Deaf());
  private final Watcher watcher = generation.watch();
  private final Report report = new Report("off");
  private final GuardCell cell = new GuardCell();
  private final Settlement settlement = new Settlement(cell);
  private final Actions actions = new Actions();
  private final History history = new History();
  private final Resets resets =
      new Resets(
          List::of,
          new ResetTools(
              new TrackedInstances(),
              (type, member) -> {},
              byte[]::new,
              Options.of("", new java.util.Properties(), Map.of()),
              new LeftActions()),
          settlement,
          report);
  private final AtomicInteger noMemoryFor = new AtomicInteger();
  private final Completion completion =
      new Completion(report, this::guarded, resets, settlement, actions, history, 1_000);

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

  @Test
  void whatFindsNoMemoryIsDoneLaterAndTheRestIsNotDoneTwice() throws Exception {
    AtomicInteger once = new AtomicInteger();
    AtomicInteger starving = new AtomicInteger();
    Sources sources = new Sources();
    sources.add(new Action("once", 0, once::incrementAndGet));
    sources.add(
        Action.repeatable(
            "starving",
            1,
            () -> {
              if (starving.incrementAndGet() < 5) {
                throw new IllegalStateException("a field", new OutOfMemoryError());
              }
              return true;
            }));
    actions.add(sources);
    begin();
    finishAll();
    assertEquals(1, once.get());
    assertEquals(5, starving.get());
    assertEquals(1, watcher.confirmed());
    assertEquals(List.of(), history.failures());
  }

  @Test
  void oneThatFailedIsNamedThoughThereWasNoMemoryToTell() throws Exception {
    Sources sources = new Sources();
    sources.add(
        new Action(
            "failing",
            0,
            () -> {
              noMemoryFor.set(2);
              throw new OutOfMemoryError("its own");
            }));
    actions.add(sources);
    begin();
    finishAll();
    assertEquals(1, watcher.confirmed());
    assertEquals(
        List.of("action failing failed: java.lang.OutOfMemoryError: its own"), history.failures());
    assertTrue(report.last().get(report.last().size() - 1).startsWith("action failing failed: "));
  }

  @Test
  void whatIsCollectedIsRunThoughThereWasNoMemoryForTheRest() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    Sources first = new Sources();
    first.add(new Action("first", 0, runs::incrementAndGet));
    Sources second = new Sources();
    second.add(new Action("second", 1, runs::incrementAndGet));
    second.failures = 2;
    actions.add(first);
    actions.add(second);
    begin();
    finishAll();
    assertEquals(2, runs.get());
    assertEquals(1, watcher.confirmed());
    assertEquals(List.of(), history.failures());
  }

  /** There may be 100,000 idle objects in it; whoever borrows waits himself. */
  @Test
  @Timeout(60)
  void whoNoticedDoesNotWaitForWhatItsUsersWaitFor() throws Exception {
    CountDownLatch borrowed = new CountDownLatch(1);
    List<String> ran = Collections.synchronizedList(new ArrayList<>());
    Sources sources = new Sources();
    sources.add(new Action("listeners", Order.DEFERRED.place(), () -> ran.add("listeners")));
    sources.add(
        new Action(
            "pool",
            Order.EMPTYING.place(),
            () -> {
              borrowed.await();
              return ran.add("pool");
            }));
    sources.add(new Action("ids", Order.call(Phase.ID_GENERATORS), () -> ran.add("ids")));
    actions.add(sources);
    begin();
    cell.epoch(generation);
    assertTrue(finish());
    assertEquals(List.of("ids"), ran);
    assertEquals(0, watcher.confirmed(), "all is not done");
    borrowed.countDown();
    settlement.accept(GuardLayout.EMPTIED);
    assertTrue(ran.contains("pool"), "who noticed waits like any other who borrows");
    await().until(() -> watcher.confirmed() == 1);
    assertEquals(List.of("ids", "pool", "listeners"), ran);
    assertEquals(List.of(), history.failures());
  }

  @Test
  @Timeout(60)
  void whoNoticedDoesNotWaitForManyConnectionsButWhoeverUsesOneDoes() throws Exception {
    CountDownLatch mayCut = new CountDownLatch(1);
    Connections connections = new Connections(mayCut, 0);
    resets.accept(connections);
    begin();
    cell.epoch(generation);
    assertTrue(finish());
    assertFalse(cell.isDone(GuardLayout.SETTLED));
    mayCut.countDown();
    settlement.accept(GuardLayout.SETTLED);
    assertEquals(1, connections.cut);
    await().until(() -> watcher.confirmed() == 1);
    assertEquals("connections", history.last().get(0).resets().get(0).name());
  }

  @Test
  @Timeout(60)
  void manyConnectionsThatCannotBeCutAreTriedAgainBeforeAnythingElse() throws Exception {
    List<String> ran = new ArrayList<>();
    Connections connections = new Connections(new CountDownLatch(0), 2);
    resets.accept(connections);
    Sources sources = new Sources();
    sources.add(new Action("own", Order.registered(0), () -> ran.add("own " + connections.cut)));
    actions.add(sources);
    begin();
    finishAll();
    assertEquals(List.of("own 3"), ran);
    assertEquals(List.of(), history.failures());
  }

  @Test
  void whoNoticedWaitsForThePoolsIfSomethingIsRegistered() throws Exception {
    List<String> ran = Collections.synchronizedList(new ArrayList<>());
    Sources sources = new Sources();
    sources.add(new Action("own", Order.registered(0), () -> ran.add("own")));
    sources.add(
        new Action(
            "pool",
            Order.EMPTYING.place(),
            () -> {
              Thread.sleep(100);
              return ran.add("pool");
            }));
    actions.add(sources);
    begin();
    assertTrue(finish());
    assertEquals(List.of("pool", "own"), ran);
  }

  @Test
  void whoHearsOfEpochsHearsOfEachOnce() throws Exception {
    List<Long> heard = new ArrayList<>();
    AtomicInteger starving = new AtomicInteger(1);
    history.listen(passage -> heard.add(passage.epoch()));
    history.listen(
        passage -> {
          if (starving.getAndDecrement() > 0) {
            throw new OutOfMemoryError();
          }
          heard.add(-passage.epoch());
        });
    begin();
    finishAll();
    assertEquals(List.of(1L, -1L), heard);
    assertEquals(1, history.last().size());
  }

  private int guarded() {
    if (noMemoryFor.getAndDecrement() > 0) {
      throw new OutOfMemoryError();
    }
    return 0;
  }

  private void finishAll() throws InterruptedException {
    long began = System.nanoTime();
    while (completion.isDue(generation)) {
      assertTrue(System.nanoTime() - began < 30_000_000_000L, "it never ends");
      finish();
      Thread.sleep(1);
    }
  }

  /** Throws for want of memory, so many times, before it adds what it has. */
  private static final class Sources implements ActionSource {
    private final Queue<Action> left = new ConcurrentLinkedQueue<>();
    private int failures;

    void add(Action action) {
      left.add(action);
    }

    @Override
    public void collect(long epoch, List<Action> into, Queue<String> lines) {
      if (failures-- > 0) {
        throw new OutOfMemoryError();
      }
      for (Action action; (action = left.poll()) != null; ) {
        into.add(action);
      }
    }

    @Override
    public void tell(Map<String, String> into) {}
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

  private static final class Connections implements TrackedReset {
    private final CountDownLatch mayCut;
    private int failures;
    private int cut; // read when it is known to be written

    Connections(CountDownLatch mayCut, int failures) {
      this.mayCut = mayCut;
      this.failures = failures;
    }

    @Override
    public String name() {
      return "connections";
    }

    @Override
    public Phase phase() {
      return Phase.CONNECTIONS;
    }

    @Override
    public boolean isLong(Tools tools) {
      return true;
    }

    @Override
    public int reset(Tools tools) throws InterruptedException {
      mayCut.await();
      cut += 1;
      if (failures-- > 0) {
        throw new IllegalStateException("not yet");
      }
      return 1;
    }
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // erased
  private static <T extends Throwable> T sneaky(Throwable thrown) throws T {
    throw (T) thrown;
  }
}
