package dev.diverge.agent.actions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Any code may join as a registry: one that hangs or fails costs its own actions alone. */
@Timeout(60)
class ApiRegistriesTest {

  private final CountDownLatch never = new CountDownLatch(1);
  private final AtomicBoolean healthy = new AtomicBoolean(true);
  private final LongFunction<Object[][]> hanging = this::hang;
  private final LongFunction<Object[][]> failing = this::fail;
  private final LongFunction<Object[][]> good = ApiRegistriesTest::one;
  private final ApiRegistries joined = new ApiRegistries(2_000);

  @BeforeEach
  void join() {
    joined.accept(hanging);
    joined.accept(failing);
    joined.accept(good);
    healthy.set(false);
  }

  @AfterEach
  void end() {
    never.countDown();
  }

  @Test
  void theOthersActionsAreCollectedAndAnInterruptIsKept() {
    List<Action> actions = new ArrayList<>();
    Queue<String> failures = new ConcurrentLinkedQueue<>();
    Thread.currentThread().interrupt();
    joined.collect(1, actions, failures);
    assertTrue(Thread.interrupted());
    assertEquals(List.of("good"), actions.stream().map(Action::name).toList());
    assertEquals(2, failures.size(), failures.toString());
    assertTrue(
        failures.stream().anyMatch(line -> line.contains("was not told within 2000 ms")),
        failures.toString());
    assertTrue(
        failures.stream().anyMatch(line -> line.contains("no\\u000aline")), failures.toString());
  }

  @Test
  void whatIsRegisteredIsToldAllTheSame() {
    Map<String, String> told = new TreeMap<>();
    joined.tell(told);
    assertEquals(Map.of("api", "1 actions"), told);
  }

  private Object[][] hang(long epoch) {
    while (!healthy.get() && never.getCount() > 0) {
      try {
        never.await();
      } catch (InterruptedException deaf) {
        // and so on
      }
    }
    return new Object[0][];
  }

  private Object[][] fail(long epoch) {
    if (!healthy.get()) {
      throw new IllegalStateException("no\nline");
    }
    return new Object[0][];
  }

  private static Object[][] one(long epoch) {
    Callable<Object> nothing = () -> epoch;
    return new Object[][] {{"good", 0, nothing}};
  }
}
