package dev.diverge.testapps.vmlab;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What every clone drew from every emitter. */
public final class CloneTable {
  private final int clones;
  private final Stopwatch times;
  private final Map<String, Row> rows = new LinkedHashMap<>();

  CloneTable(int clones, Stopwatch times) {
    this.clones = clones;
    this.times = times;
  }

  /** One emitter's values, a clone each. */
  public record Row(String emitter, boolean seeded, List<String> values) {
    public int distinct() {
      return new HashSet<>(values).size();
    }

    /** What it should be: a free one differs everywhere, a seeded one nowhere. */
    boolean isAsWanted(int clones) {
      return values.size() == clones
          && values.stream().noneMatch(value -> value.startsWith("failed"))
          && distinct() == (seeded ? 1 : clones);
    }
  }

  /** The lines of one clone's answer. */
  void add(List<String> drawn) {
    for (String line : drawn) {
      String[] parts = line.split("\t", 3);
      if (parts.length != 3) {
        throw new LabTrouble("a clone said " + line);
      }
      rows.computeIfAbsent(
              parts[1], name -> new Row(name, parts[0].equals("seeded"), new ArrayList<>()))
          .values()
          .add(parts[2]);
    }
  }

  public List<Row> rows() {
    return List.copyOf(rows.values());
  }

  /** Those that repeated, failed or, seeded, did not go on as if nothing was. */
  public List<Row> wrong() {
    return rows().stream().filter(row -> !row.isAsWanted(clones)).toList();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Row row : rows()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-36s %3d/%d  %s%n",
              row.emitter(),
              row.distinct(),
              clones,
              verdict(row)));
    }
    return text.append(rows.size() - wrong().size())
        .append(" of ")
        .append(rows.size())
        .append(" emitters as they should be; ")
        .append(times)
        .toString();
  }

  private String verdict(Row row) {
    if (row.isAsWanted(clones)) {
      return row.seeded() ? "seeded, goes on" : "";
    }
    return row.values().stream()
        .filter(value -> value.startsWith("failed"))
        .findFirst()
        .orElse("REPEATS");
  }
}
