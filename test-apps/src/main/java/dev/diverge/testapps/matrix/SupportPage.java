package dev.diverge.testapps.matrix;

import dev.diverge.testapps.matrix.Fact.Place;
import dev.diverge.testapps.matrix.Fact.Shown;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The page: a row for each place, a column for each source. */
final class SupportPage {

  private static final List<String> SOURCES =
      List.of("vmclock", "sysgenid", "page", "file", "kmsg", "snapstart", "crac", "criu");

  private static final String UNTESTED = "untested";

  private static final String HEAD =
      """
      # Support matrix: what was run

      Made of the reports of a run of all tests on each of these JDKs, by `SupportMatrix`; not written by hand. A word in a cell
      is a test that ran there and passed:

      - **clones**: a running JVM was copied in this way, with the change told by this source, and no copy repeated another;
      - stand-in: no such device or platform was at hand. A file of its layout, or a stand-in of its calls, told the change;
      - untested: that. It may work. What has no row is untested too, other architectures and operating systems among it.

      `sysgenid` in a guest is the module of `driver/linux`; a `page` there is published from the kernel's log. Libraries have
      [a list of their own](supported.md), with the versions that were tried; [platforms](platforms.md) says by what each is recognised.

      """;

  private SupportPage() {}

  static String of(List<Fact> facts) {
    Map<Place, Map<String, Shown>> rows = new TreeMap<>(order());
    for (Fact fact : facts) {
      rows.computeIfAbsent(fact.place(), place -> new TreeMap<>())
          .merge(
              fact.source(), fact.shown(), (one, other) -> one.compareTo(other) > 0 ? one : other);
    }
    StringBuilder page = new StringBuilder(HEAD);
    row(
        page,
        List.of("JDK", "copied", "operating system", "Linux"),
        SOURCES.stream().map(source -> "`" + source + "`").toList());
    page.append("|---".repeat(4 + SOURCES.size())).append("|\n");
    rows.forEach(
        (place, shown) ->
            row(
                page,
                List.of(place.jdk(), place.copied(), place.os(), place.kernel()),
                SOURCES.stream()
                    .map(source -> shown.containsKey(source) ? shown.get(source).word : UNTESTED)
                    .toList()));
    return page.toString();
  }

  /** 9 before 17: versions by their first number. */
  private static Comparator<Place> order() {
    return Comparator.comparing(
            (Place place) -> Integer.parseInt(place.jdk().replaceAll("\\D.*", "")))
        .thenComparing(Place::jdk)
        .thenComparing(Place::copied)
        .thenComparing(Place::os)
        .thenComparing(Place::kernel);
  }

  private static void row(StringBuilder page, List<String> place, List<String> sources) {
    page.append("| ").append(String.join(" | ", place));
    page.append(" | ").append(String.join(" | ", sources)).append(" |\n");
  }
}
