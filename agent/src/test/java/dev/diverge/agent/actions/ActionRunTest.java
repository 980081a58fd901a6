package dev.diverge.agent.actions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
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
    List<String> names = new ArrayList<>();
    for (Action action : actions.due(1, failures)) {
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
    assertEquals(1, actions.due(1, failures).size());
    assertTrue(failures.remove().contains("broken"));
  }

  @Test
  void theyRunOneAfterTheOtherOnAThreadOfTheirOwn() {
    List<Thread> threads = new ArrayList<>();
    Callable<?> work = () -> threads.add(Thread.currentThread());
    ActionRun run =
        new ActionRun(List.of(new Action("one", 0, work), new Action("two", 1, work)), 30_000);
    run.supervise();
    assertEquals(2, run.done());
    assertEquals(threads.get(0), threads.get(1));
    assertNotEquals(Thread.currentThread(), threads.get(0));
    assertTrue(ActionRun.isWorker(threads.get(0)));
    assertFalse(ActionRun.isWorker(Thread.currentThread()));
  }

  @Test
  void oneThatFailsIsNamedAndTheOthersRun() {
    ActionRun run =
        new ActionRun(
            List.of(
                new Action(
                    "failing",
                    0,
                    () -> {
                      throw new AssertionError("no");
                    }),
                new Action("nothing", 1, () -> false),
                action("other", 2)),
            30_000);
    run.supervise();
    assertEquals(List.of("other"), ran);
    assertEquals(1, run.done());
    assertEquals("action failing failed: java.lang.AssertionError: no", run.failures().remove());
  }

  @Test
  void oneThatHangsIsGivenUpOnAndTheOthersRun() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    ActionRun run =
        new ActionRun(
            List.of(
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
                    }),
                action("other", 1)),
            200);
    run.supervise();
    begun.await();
    assertTrue(ran.contains("other"));
    assertEquals(1, run.done());
    assertTrue(
        run.failures().peek().startsWith("action hanging did not end within 200 ms"),
        run.failures()::toString);
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
