package dev.diverge.testlab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A comparison for people: an emitter a row, how many distinct values so many clones gave. */
public final class ComparisonTable {
  private final List<Row> rows = new ArrayList<>();

  private record Row(String name, String without, String with) {}

  public static ComparisonTable of(String title, Comparison comparison) {
    ComparisonTable table = new ComparisonTable().row(title, "without", "with Diverge");
    for (EmitterOutcome control : comparison.control().emitters()) {
      if (control.expectation() != Expectation.RECORDED) {
        table.row(control.name(), cell(control), cell(twin(control, comparison.guarded())));
      }
    }
    return table;
  }

  public ComparisonTable row(String name, String without, String with) {
    rows.add(new Row(name, without, with));
    return this;
  }

  private static @Nullable EmitterOutcome twin(EmitterOutcome control, @Nullable Outcome guarded) {
    return guarded == null ? null : guarded.emitter(control.name());
  }

  private static String cell(@Nullable EmitterOutcome emitter) {
    if (emitter == null) {
      return "-";
    }
    String counted = emitter.distinct() + "/" + emitter.clones();
    return switch (emitter.verdict()) {
      case SKIPPED -> "skipped";
      case FAILED -> "FAILED";
      case CHANGED -> "CHANGED";
      case REPEATED -> emitter.distinct() < emitter.clones() ? counted : counted + " REPEATS";
      case GOOD -> emitter.expectation() == Expectation.MUST_EQUAL ? "kept" : counted;
    };
  }

  @Override
  public String toString() {
    int width = rows.stream().mapToInt(row -> row.name().length()).max().orElse(0);
    String format = "%-" + width + "s  %12s  %16s%n";
    StringBuilder text = new StringBuilder();
    for (Row row : rows) {
      text.append(String.format(Locale.ROOT, format, row.name(), row.without(), row.with()));
    }
    return text.toString();
  }
}
