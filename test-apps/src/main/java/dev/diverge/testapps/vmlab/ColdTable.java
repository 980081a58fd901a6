package dev.diverge.testapps.vmlab;

import dev.diverge.testapps.bench.Spread;
import dev.diverge.testapps.vmlab.ColdVisit.Act;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The pages that clones touched, as tables in Markdown. What a transition adds is the difference of
 * two clones that were made one after the other.
 */
public final class ColdTable {
  private static final String PAGES = "%.0f";
  private static final String MILLIS = "%.1f";

  private final Map<ColdArm, List<ColdVisit>> visits = new EnumMap<>(ColdArm.class);

  void add(ColdArm arm, ColdVisit visit) {
    visits.computeIfAbsent(arm, unused -> new ArrayList<>()).add(visit);
  }

  @Override
  public String toString() {
    return acts() + "\n" + owners() + "\n" + woken() + draws();
  }

  private String acts() {
    StringBuilder table = new StringBuilder();
    table.append("| in a clone | pages | written | ms |\n");
    table.append("|---|---|---|---|\n");
    for (ColdArm arm : ColdArm.values()) {
      row(table, arm + ", the first", ColdVisit::first, value -> spread(arm, value));
      row(table, arm + ", the second", ColdVisit::second, value -> spread(arm, value));
    }
    row(table, "added by the change, the first", ColdVisit::first, this::added);
    row(table, "added by the change, the second", ColdVisit::second, this::added);
    return table.toString();
  }

  private static void row(
      StringBuilder table,
      String name,
      Function<ColdVisit, Act> which,
      Function<ToDoubleFunction<ColdVisit>, Spread> column) {
    table.append(
        "| %s | %s | %s | %s |\n"
            .formatted(
                name,
                column.apply(visit -> which.apply(visit).pages().touched()).as(PAGES),
                column.apply(visit -> which.apply(visit).pages().written()).as(PAGES),
                column.apply(visit -> which.apply(visit).millis()).as(MILLIS)));
  }

  private String owners() {
    StringBuilder table = new StringBuilder();
    table.append("| pages of the first | a change | no change | added by the change |\n");
    table.append("|---|---|---|---|\n");
    for (String name : ownersNames()) {
      ToDoubleFunction<ColdVisit> pages = visit -> visit.owners().getOrDefault(name, 0);
      table.append(
          "| %s | %s | %s | %s |\n"
              .formatted(
                  name,
                  spread(ColdArm.CHANGE, pages).as(PAGES),
                  spread(ColdArm.NO_CHANGE, pages).as(PAGES),
                  added(pages).as(PAGES)));
    }
    return table.toString();
  }

  private Set<String> ownersNames() {
    Set<String> names = new TreeSet<>();
    visits.values().forEach(all -> all.forEach(visit -> names.addAll(visit.owners().keySet())));
    return names;
  }

  /** What a clone takes to wake up, whatever is asked of it then. */
  private String woken() {
    double[] pages =
        visits.values().stream()
            .flatMap(List::stream)
            .mapToDouble(visit -> visit.woken().touched())
            .toArray();
    return "touched before, since the restore: " + Spread.of(pages).as(PAGES) + "\n";
  }

  /** Whether these were clones, and the change one: without it, all of them draw the same. */
  private String draws() {
    return "different first draws: %d of %d clones with a change, %d of %d without\n"
        .formatted(
            different(ColdArm.CHANGE),
            of(ColdArm.CHANGE).size(),
            different(ColdArm.NO_CHANGE),
            of(ColdArm.NO_CHANGE).size());
  }

  private long different(ColdArm arm) {
    return of(arm).stream().map(visit -> visit.first().drawn()).distinct().count();
  }

  private Spread spread(ColdArm arm, ToDoubleFunction<ColdVisit> value) {
    return Spread.of(values(arm, value));
  }

  private Spread added(ToDoubleFunction<ColdVisit> value) {
    double[] added = values(ColdArm.CHANGE, value);
    double[] without = values(ColdArm.NO_CHANGE, value);
    for (int i = 0; i < added.length; i++) {
      added[i] -= without[i];
    }
    return Spread.of(added);
  }

  private double[] values(ColdArm arm, ToDoubleFunction<ColdVisit> value) {
    return of(arm).stream().mapToDouble(value).toArray();
  }

  private List<ColdVisit> of(ColdArm arm) {
    return visits.getOrDefault(arm, List.of());
  }
}
