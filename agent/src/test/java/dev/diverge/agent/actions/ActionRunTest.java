package dev.diverge.agent.actions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What was registered: collected in its order, and run within bounds. */
@Timeout(60)
class ActionRunTest {

  private final List<String> ran = Collections.synchronizedList(new ArrayList<>());
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final CountDownLatch end = new CountDownLatch(1);

  @Test
  void allSourcesAreOneOrder() {
    Actions actions = new Actions();
    actions.add(source(action("late", 5), action("early", -5)));
    actions.add(source(action("between", 0), action("early too", -5)));
    List<Action> due = new ArrayList<>();
    actions.collect(1, due, failures);
    due.sort(null);
    List<String> names = new ArrayList<>();
    for (Action action : due) {
      names.add(action.name());
    }
    assertEquals(List.of("early", "early too", "between", "late"), names);
    assertEquals(0, failures.size());
  }

  @Test
  void aSourceThatFailsCostsItselfAlone() {
    Actions actions = new Actions();
    actions.add(
        new ActionSource() {
          @Override
          public void collect(long epoch, List<Action> into, Queue<String> failures) {
            throw new IllegalStateException("broken");
          }

          @Override
          public void tell(Map<String, String> into) {}
        });
    actions.add(source(action("other", 0)));
    List<Action> due = new ArrayList<>();
    actions.collect(1, due, failures);
    assertEquals(1, due.size());
    assertTrue(failures.remove().contains("broken"));
  }

  @Test
  void theyRunOneAfterTheOtherOnAThreadOfTheirOwn() {
    List<Thread> threads = new ArrayList<>();
    Callable<?> work = () -> threads.add(Thread.currentThread());
    List<Action> all = List.of(new Action("one", 0, work), new Action("two", 1, work));
    new ActionRun(all, 30_000).supervise();
    assertTrue(all.get(0).isDone() && all.get(1).isDone());
    assertEquals(threads.get(0), threads.get(1));
    assertNotEquals(Thread.currentThread(), threads.get(0));
    assertTrue(ActionRun.isWorker(threads.get(0)));
    assertFalse(ActionRun.isWorker(Thread.currentThread()));
  }

  @Test
  void oneThatFailsIsNamedAndTheOthersRun() {
    Action failing =
        new Action(
            "failing",
            0,
            () -> {
              throw new AssertionError("no");
            });
    Action nothing = new Action("nothing", 1, () -> false);
    Action other = action("other", 2);
    new ActionRun(List.of(failing, nothing, other), 30_000).supervise();
    assertEquals(List.of("other"), ran);
    assertTrue(other.isDone());
    assertFalse(nothing.isDone());
    assertEquals("action failing failed: java.lang.AssertionError: no", failing.failure(1));
    assertNull(nothing.failure(1));
    assertNull(other.failure(1));
  }

  @Test
  void oneThatFindsNoMemoryIsDueAgainIfItMayBeRepeated() {
    Callable<?> starving =
        () -> {
          throw new IllegalStateException(new OutOfMemoryError("full"));
        };
    Action repeatable = Action.repeatable("repeatable", 0, starving);
    Action once = new Action("once", 1, starving);
    new ActionRun(List.of(repeatable, once), 30_000).supervise();
    assertTrue(repeatable.isDue() && repeatable.isStarved());
    assertFalse(once.isDue());
    assertTrue(Objects.requireNonNull(repeatable.failure(1)).contains("full"));
    assertTrue(Objects.requireNonNull(once.failure(1)).contains("full"));
  }

  @Test
  void oneThatHangsIsGivenUpOnAndTheOthersRun() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    Action hanging =
        new Action(
            "hanging",
            0,
            () -> {
              begun.countDown();
              while (true) {
                try {
                  return end.await(1, java.util.concurrent.TimeUnit.MINUTES);
                } catch (InterruptedException deaf) {
                  // As many are.
                }
              }
            });
    Action other = action("other", 1);
    new ActionRun(List.of(hanging, other), 200).supervise();
    begun.await();
    assertTrue(ran.contains("other"));
    assertTrue(other.isDone());
    String failure = Objects.requireNonNull(hanging.failure(200));
    assertTrue(failure.startsWith("action hanging did not end within 200 ms"), failure);
    end.countDown();
  }

  @Test
  void inAForkedChildTheyRunHere() {
    List<Thread> threads = new ArrayList<>();
    new ActionRun(List.of(new Action("one", 0, () -> threads.add(Thread.currentThread()))), 1)
        .here();
    assertEquals(List.of(Thread.currentThread()), threads);
  }

  private Action action(String name, int order) {
    return new Action(name, order, () -> ran.add(name));
  }

  private static ActionSource source(Action... actions) {
    return new ActionSource() {
      @Override
      public void collect(long epoch, List<Action> into, Queue<String> failures) {
        Collections.addAll(into, actions);
      }

      @Override
      public void tell(Map<String, String> into) {}
    };
  }
}
