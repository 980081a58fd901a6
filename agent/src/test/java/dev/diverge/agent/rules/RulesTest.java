package dev.diverge.agent.rules;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.agent.actions.Action;
import dev.diverge.agent.actions.ActionRun;
import dev.diverge.agent.actions.Order;
import dev.diverge.agent.reach.TrackedInstances;
import dev.diverge.integrations.Fresh;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What rules do to a class and to its instances. */
class RulesTest {

  private static final String CLASS = Node.class.getName();

  /** What rules are written for. */
  static final class Node {
    static int shared = 7;
    static final String CONSTANT = "node";
    final int number = Integer.parseInt("7");
    @Nullable UUID id = new UUID(0, 7);
    String text = "seven";
    @Nullable Object cached = "kept";
    byte[] key = {7, 7, 7, 7, 7, 7, 7, 7};
    final AtomicLong counter = new AtomicLong(7);
    List<String> names = new ArrayList<>(List.of("seven"));
    Map<String, String> entries = new HashMap<>(Map.of("seven", "7"));
    byte small = 7;
    byte tiny;
    int called;

    void renew() {
      called++;
    }
  }

  private final TrackedInstances tracked = new TrackedInstances();
  private final List<String> complaints = new ArrayList<>();
  private int numbered = -1;

  @Test
  void eachDeedDoesWhatItSays() throws Exception {
    Rules rules =
        rules(
            "#number = fresh",
            "#id = fresh",
            "#text = fresh",
            "#cached = null",
            "#key = fresh",
            "#counter = fresh",
            "#names = new",
            "#entries = clear",
            "#renew() = call");
    weave(rules);
    Node node = new Node();
    List<String> before = node.names;
    tracked.accept(node);
    assertEquals(9, run(rules, 1));
    assertNotEquals(new UUID(0, 7), node.id);
    assertEquals(32, node.text.length());
    assertNull(node.cached);
    assertFalse(Arrays.equals(new byte[] {7, 7, 7, 7, 7, 7, 7, 7}, node.key));
    assertNotEquals(7, node.counter.get());
    assertTrue(node.names.isEmpty() && node.names != before);
    assertTrue(node.entries.isEmpty());
    assertEquals(1, node.called);
    assertNull(rules.trouble());
  }

  @Test
  void aNodeIsThisClonesNumber() throws Exception {
    Rules rules =
        rules(
            "#number = node(10)",
            "#counter = node(31)",
            "#small = node( 7 )",
            "#text = node(5)",
            "#tiny = node(8)");
    weave(rules);
    Node node = new Node();
    tracked.accept(node);
    numbered = 99;
    List<Action> due = due(rules, 1);
    new ActionRun(due, 30_000).here();
    assertEquals(99, Node.class.getDeclaredField("number").get(node));
    assertEquals(99, node.counter.get());
    assertEquals(99, node.small);
    assertEquals("seven", node.text);
    assertEquals(0, node.tiny);
    assertEquals(2, due.stream().filter(action -> action.failure(2_000) != null).count());
    numbered = -1;
    run(rules, 2);
    int drawn = (int) Node.class.getDeclaredField("number").get(node);
    assertTrue(drawn != 99 && drawn >>> 10 == 0, () -> "" + drawn);
  }

  @Test
  void aNodeHasAFewBits() {
    rules("#number = node(0)", "#number = node(32)", "#number = node(x)", "#id = null");
    assertEquals(3, complaints.size(), complaints::toString);
    assertTrue(complaints.get(0).endsWith("'node(0)': a node has 1 to 31 bits, as in node(10)"));
  }

  @Test
  void eachIsRunOnceAnEpochAndAtItsPlace() throws Exception {
    Rules rules = rules("#renew() = call");
    weave(rules);
    Node node = new Node();
    tracked.accept(node);
    assertEquals(1, run(rules, 1));
    assertEquals(0, run(rules, 1));
    assertEquals(1, run(rules, 2));
    assertEquals(2, node.called);
    assertEquals(Order.RULES.place(), due(rules, 3).get(0).order());
  }

  @Test
  void whatWasLoadedBeforeHasItsStaticsReset() throws Exception {
    Node.shared = 7;
    Rules rules = rules(new Class<?>[] {Node.class}, "#shared = fresh", "#text = fresh");
    Node node = new Node();
    run(rules, 1);
    assertNotEquals(7, Node.shared);
    assertEquals("seven", node.text);
    assertTrue(rules.trouble().contains("was loaded before the agent"));
  }

  @Test
  void aMemberThatIsNotThereIsToldWithTheNearest() throws Exception {
    Rules rules = rules("#textt = fresh", "#CONSTANT = fresh");
    weave(rules);
    String absent = rules.trouble();
    assertTrue(absent.contains("has no field textt") && absent.contains("text"), absent);
    assertTrue(rules.trouble().contains("compile-time constant"));
    assertEquals(List.of(), due(rules, 1), "neither is tried");
  }

  @Test
  void aMistakeCostsItsLineAlone() {
    Rules rules = rules("#text = freesh", "text = fresh", "#renew() = fresh", "#id = fresh");
    assertNotNull(rules);
    assertEquals(3, complaints.size(), complaints::toString);
    assertTrue(complaints.get(0).contains("'freesh'") && complaints.get(0).contains(":1: "));
    weaveQuietly(rules);
    assertEquals(1, due(rules, 1).size());
  }

  @Test
  void anotherClassIsLeftAlone() throws Exception {
    Rules rules = rules("#id = fresh");
    assertNull(rules.weave("java/lang/Object", new byte[0]));
    assertFalse(rules.name("java/lang/Object"));
    assertTrue(rules.name(CLASS.replace('.', '/')));
  }

  @Test
  void whatCannotBeWovenIsTrouble() {
    Rules rules = rules("#id = fresh");
    byte[] broken = {1, 2, 3};
    assertNull(rules.weave(CLASS.replace('.', '/'), broken));
    assertArrayEquals(new byte[] {1, 2, 3}, broken);
    assertTrue(rules.trouble().contains("cannot be applied"));
  }

  private int run(Rules rules, long epoch) throws Exception {
    List<Action> due = due(rules, epoch);
    new ActionRun(due, 30_000).here();
    return due.size();
  }

  private static List<Action> due(Rules rules, long epoch) {
    List<Action> due = new ArrayList<>();
    rules.collect(epoch, due, new ConcurrentLinkedQueue<>());
    return due;
  }

  private void weave(Rules rules) throws Exception {
    try (InputStream in = Node.class.getResourceAsStream("RulesTest$Node.class")) {
      assertNotNull(rules.weave(CLASS.replace('.', '/'), in.readAllBytes()));
    }
  }

  private void weaveQuietly(Rules rules) {
    try {
      weave(rules);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private Rules rules(String... lines) {
    return rules(new Class<?>[0], lines);
  }

  private Rules rules(Class<?>[] loaded, String... lines) {
    StringBuilder text = new StringBuilder();
    for (String line : lines) {
      text.append(line.startsWith("#") ? CLASS : "").append(line).append('\n');
    }
    Instrumentation instrumentation =
        (Instrumentation)
            Proxy.newProxyInstance(
                Instrumentation.class.getClassLoader(),
                new Class<?>[] {Instrumentation.class},
                (self, method, arguments) ->
                    method.getName().equals("getAllLoadedClasses") ? loaded : null);
    byte[] counter = {0};
    Fresh fresh =
        new Fresh(
            n -> {
              byte[] bytes = new byte[n];
              Arrays.fill(bytes, ++counter[0]);
              return bytes;
            },
            bits -> numbered);
    Rules rules =
        Rules.install(
            "",
            List.<String[]>of(new String[] {"a.rules", text.toString()}),
            instrumentation,
            tracked,
            fresh,
            complaints);
    return java.util.Objects.requireNonNull(rules);
  }
}
