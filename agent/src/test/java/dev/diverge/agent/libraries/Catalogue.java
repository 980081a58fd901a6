package dev.diverge.agent.libraries;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Verified;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes {@code docs/supported.md} from what the integrations say. */
final class Catalogue {

  private static final String HEAD =
      """
      # What is reset, and what is not

      <!-- Written by the build from the integrations: change those. -->

      A library is recognised when one of its classes is loaded, in whatever class loader;
      `integration.NAME=off` leaves it alone. Versions are those tested, oldest and newest; others are
      treated alike, and a member that a version lacks costs its own reset alone. `doctor` shows what
      is active in a JVM, in which version, and what of it is not reset.

      """;

  private Catalogue() {}

  static List<Library> libraries() throws Exception {
    List<Library> all = new ArrayList<>();
    for (String name : IntegrationsTest.classes()) {
      all.add(described(Integrations.instance(name, Integration.class)));
    }
    all.sort(Comparator.comparing(Library::name));
    return all;
  }

  static Library described(Integration integration) {
    Library library = new Library();
    integration.describe(library);
    return library;
  }

  static String text() throws Exception {
    StringBuilder text = new StringBuilder(HEAD);
    text.append(
            "| `NAME` | versions | what clones would share | on a clone | a matter of | default"
                + " |\n")
        .append("|---|---|---|---|---|---|\n");
    StringBuilder limits = new StringBuilder();
    StringBuilder uncovered = new StringBuilder();
    for (Library library : libraries()) {
      if (!library.reset().isEmpty()) {
        text.append(row(library));
      }
      if (!library.limits().isEmpty()) {
        limits.append("- `%s`: %s\n".formatted(library.name(), library.limits()));
      }
      if (!library.uncovered().isEmpty()) {
        uncovered.append(
            "- `%s`%s: %s: %s\n"
                .formatted(
                    library.name(),
                    library.verified().isEmpty() ? "" : " (" + versions(library, ", ") + ")",
                    library.state(),
                    library.uncovered()));
      }
    }
    return text.append(section("Limits", limits))
        .append(section("Known, and not reset", uncovered))
        .toString();
  }

  private static String row(Library library) {
    return "| `%s` | %s | %s | %s | %s | %s |\n"
        .formatted(
            library.name(),
            library.verified().isEmpty() ? "the JDK's own" : versions(library, "<br>"),
            library.state(),
            library.reset(),
            library.severity().name().toLowerCase(Locale.ROOT),
            "on");
  }

  private static String versions(Library library, String between) {
    return library.verified().stream().map(Catalogue::version).collect(Collectors.joining(between));
  }

  private static String version(Verified verified) {
    return verified.oldest().equals(verified.newest())
        ? "%s %s".formatted(verified.artifact(), verified.newest())
        : "%s %s to %s".formatted(verified.artifact(), verified.oldest(), verified.newest());
  }

  private static String section(String title, CharSequence items) {
    return items.isEmpty() ? "" : "\n## " + title + "\n\n" + items;
  }
}
