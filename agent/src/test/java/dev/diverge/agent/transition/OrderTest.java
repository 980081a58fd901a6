package dev.diverge.agent.transition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.agent.actions.Action;
import dev.diverge.agent.actions.ActionSource;
import dev.diverge.agent.actions.Actions;
import dev.diverge.agent.actions.Order;
import dev.diverge.agent.contract.GuardLayout;
import dev.diverge.agent.guard.GuardCell;
import dev.diverge.agent.hooks.Hooks;
import dev.diverge.agent.libraries.Integrations;
import dev.diverge.agent.process.Report;
import dev.diverge.driver.Generation;
import dev.diverge.driver.Watcher;
import dev.diverge.integrations.Phase;
import dev.diverge.integrations.Tools;
import dev.diverge.integrations.TrackedReset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * That what happens at a clone happens in the order of the one list, and that people are told it.
 */
class OrderTest {

  private static final Path PAGE = Path.of("../docs/how-it-works.md");
  private static final String BEGIN = "<!-- order: made of Order by OrderTest -->\n";
  private static final String END = "<!-- /order -->\n";

  private final List<String> happened = Collections.synchronizedList(new ArrayList<>());
  private final GuardCell cell = new GuardCell();
  private final Settlement settlement = new Settlement(cell);
  private final Report report = new Report("off");
  private final Generation generation = Generation.open(List.of(), new Rehearsal.Deaf());
  private final Watcher watcher = generation.watch();
  private final History history = new History();
  private final Actions actions = new Actions();
  private final Resets resets = new Resets(List::of, NoToolsAtAll.TOOLS, settlement, report);

  @Test
  void thePageShowsTheList() throws Exception {
    StringBuilder list = new StringBuilder();
    int place = 0;
    for (Order each : Order.values()) {
      String name = each.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
      list.append(++place).append(". **").append(name).append("**: ");
      list.append(each.what).append(".\n");
    }
    String page = Files.readString(PAGE);
    int from = page.indexOf(BEGIN) + BEGIN.length();
    String shown = page.substring(from, page.indexOf(END, from));
    if (!shown.strip().equals(list.toString().strip())) {
      Files.writeString(
          PAGE, page.substring(0, from) + "\n" + list + "\n" + page.substring(page.indexOf(END)));
    }
    assertEquals(list.toString().strip(), shown.strip(), "the page was wrong, and is written anew");
  }

  @Test
  void theDrawingHasAllOfItInOrder() throws Exception {
    String page = Files.readString(PAGE);
    String drawing = page.substring(page.indexOf("sequenceDiagram"));
    int at = 0;
    for (Order each : Order.values()) {
      String name = each.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
      at = drawing.indexOf(name, at);
      assertTrue(at >= 0, name);
    }
  }

  @Test
  void everyPhaseHasOnePlace() {
    Set<Phase> placed = EnumSet.noneOf(Phase.class);
    Phase last = null;
    for (Order each : Order.values()) {
      if (each.phase != null) {
        assertTrue(placed.add(each.phase), each::name);
        assertTrue(last == null || last.compareTo(each.phase) < 0, "as integrations have it");
        last = each.phase;
      }
    }
    assertEquals(EnumSet.allOf(Phase.class), placed);
  }

  @Test
  void placesAreInTheOrderOfTheList() {
    long before = Long.MIN_VALUE;
    for (Order each : Order.values()) {
      if (each.compareTo(Order.CALLS) >= 0 && each.compareTo(Order.CRAC) <= 0) {
        assertTrue(each.place() > before, each::name);
        before = each.place();
      }
    }
    int call = Order.CALLS.place();
    for (Phase phase : Phase.values()) {
      assertTrue(Order.call(phase) > call && Order.call(phase) < Order.EMPTYING.place());
      call = Order.call(phase);
    }
    assertEquals(Order.REGISTERED.place(), Order.registered(Integer.MIN_VALUE));
    assertEquals(7, Order.registered(7));
  }

  @Test
  void aTransitionFollowsIt() {
    List<String> expected = new ArrayList<>();
    List<TrackedReset> backwards = new ArrayList<>();
    for (Order each : Order.values()) {
      if (each.phase != null) {
        expected.add(each.name());
        backwards.add(0, new Noting(each));
      } else if (each.compareTo(Order.CALLS) >= 0 && each.compareTo(Order.CONFIRM) < 0) {
        expected.add(each.name());
      }
    }
    expected.remove(Order.EMPTIED.name()); // no action of anybody's: see below
    expected.add("reported");
    backwards.forEach(resets);
    actions.add(new Registering());
    history.listen(
        passage -> {
          assertEquals(1, watcher.confirmed(), "before anybody is told");
          happened.add("reported");
        });
    Completion completion =
        new Completion(
            report, new Hooks(new Integrations()), resets, settlement, actions, history, 5_000);
    generation.advance("test");
    cell.epoch(generation);
    assertTrue(completion.finish(generation, watcher, System.nanoTime()));
    assertEquals(expected, happened);
  }

  private final class Noting implements TrackedReset {

    private final Order at;

    Noting(Order at) {
      this.at = at;
    }

    @Override
    public String name() {
      return at.name();
    }

    @Override
    public Phase phase() {
      return at.phase == null ? Phase.APPLICATION : at.phase;
    }

    @Override
    public int reset(Tools tools) {
      assertEquals(at.compareTo(Order.SETTLED) > 0, cell.isDone(GuardLayout.SETTLED), at::name);
      assertEquals(false, cell.isDone(GuardLayout.EMPTIED), at::name);
      happened.add(at.name());
      return 1;
    }
  }

  /** What is last comes first here, as it may in any source. */
  private final class Registering implements ActionSource {

    @Override
    public void collect(long epoch, List<Action> into, Queue<String> failures) {
      into.add(noting(Order.CRAC, Order.CRAC.place()));
      into.add(noting(Order.REGISTERED, Order.registered(0)));
      into.add(noting(Order.RULES, Order.RULES.place()));
      into.add(noting(Order.DEFERRED, Order.DEFERRED.place()));
      into.add(noting(Order.EMPTYING, Order.EMPTYING.place()));
      into.add(noting(Order.CALLS, Order.call(Phase.POOLS)));
    }

    private Action noting(Order at, int place) {
      return new Action(
          at.name(),
          place,
          () -> {
            assertEquals(at.compareTo(Order.EMPTIED) > 0, cell.isDone(GuardLayout.EMPTIED));
            return happened.add(at.name());
          });
    }

    @Override
    public void tell(Map<String, String> into) {}
  }
}
