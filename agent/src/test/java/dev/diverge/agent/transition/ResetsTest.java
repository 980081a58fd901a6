package dev.diverge.agent.transition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.agent.guard.GuardCell;
import dev.diverge.agent.process.Report;
import dev.diverge.integrations.Phase;
import dev.diverge.integrations.Tools;
import dev.diverge.integrations.TrackedReset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tracked resets: which are run, in what order, and what is said of those that are not. */
class ResetsTest {

  private static final List<String> ran = new ArrayList<>();

  private final Report report = new Report("off");

  @Test
  void thoseNamedAndThoseDescribedRunByPhase() {
    ran.clear();
    Resets resets = resets(Named.class.getName());
    resets.accept(new Noting("pool", Phase.POOLS, 0));
    resets.accept(new Noting("ticket", Phase.TICKET_KEYS, 0));
    Unfinished work = new Unfinished(1, 0);
    resets.run(work, true);
    assertEquals(List.of("ticket", "connection", "pool"), ran);
    assertEquals(3, work.done().size());
  }

  @Test
  void oneThatFailsStopsNoOther() {
    ran.clear();
    Resets resets = resets();
    resets.accept(new Noting("first", Phase.CONNECTIONS, 1));
    resets.accept(new Noting("second", Phase.CONNECTIONS, 0));
    Unfinished work = new Unfinished(1, 0);
    work.tries = 1;
    resets.run(work, false);
    assertTrue(work.isFailing());
    assertEquals(List.of("first", "second"), ran);
    assertEquals(List.of(), report.last(), "it has another try");
    resets.run(work, false);
    assertEquals(List.of("first", "second", "first"), ran, "what is done is not done again");
    assertEquals(List.of(), work.failures());
  }

  @Test
  void oneThatIsNotInTheJarIsNamed() {
    Resets resets = resets("dev.diverge.integrations.jdk.NoSuchReset", Named.class.getName());
    ran.clear();
    Unfinished work = new Unfinished(1, 0);
    resets.run(work, true);
    assertEquals(List.of("connection"), ran);
    assertTrue(report.last().get(0).startsWith("reset dev.diverge.integrations.jdk.NoSuchReset"));
    assertTrue(work.failures().get(0).contains("NoSuchReset"), work.failures()::toString);
  }

  @Test
  void eachIsRehearsedUntilItHasFoundSomething() {
    Resets resets = resets();
    Noting reset = new Noting("late", Phase.POOLS, 0);
    resets.accept(reset);
    resets.rehearse();
    resets.rehearse();
    reset.found = true;
    resets.rehearse();
    resets.rehearse();
    assertEquals(3, reset.rehearsals);
  }

  private Resets resets(String... names) {
    return new Resets(
        () -> List.of(names), NoToolsAtAll.TOOLS, new Settlement(new GuardCell()), report);
  }

  /** By its name, as an integration names one. */
  public static final class Named extends Noting {
    public Named() {
      super("connection", Phase.CONNECTIONS, 0);
    }
  }

  private static class Noting implements TrackedReset {

    private final String name;
    private final Phase phase;
    private int failing;
    private boolean found;
    private int rehearsals;

    Noting(String name, Phase phase, int failing) {
      this.name = name;
      this.phase = phase;
      this.failing = failing;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Phase phase() {
      return phase;
    }

    @Override
    public int reset(Tools tools) {
      ran.add(name);
      if (failing > 0) {
        failing--;
        throw new IllegalStateException("as it was told");
      }
      return 1;
    }

    @Override
    public boolean rehearse(Tools tools) {
      rehearsals++;
      return found;
    }
  }
}
