package dev.diverge.agent.libraries;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Verified;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Writes {@code docs/supported.md} from what the integrations say. */
final class Catalogue {

  private static final String HEAD =
      """
      # What is reset, and what is not

      <!-- Written by the build from the integrations: change those. -->

      A library is recognised when one of its classes is loaded, in whatever class loader;
      `integration.NAME=off` leaves it alone, all are on by default. Versions are those tested, oldest and
      newest; others are treated alike, and a member that a version lacks costs its own reset alone.
      `doctor` shows what is active in a JVM, in which version, and what of it is not reset.
      """;

  private static final String TABLE =
      """
      | `NAME` | versions | what clones would share | on a clone | a matter of |
      |---|---|---|---|---|
      """;

  /** Titles of the kinds, which are the packages that integrations are in. */
  private static final Map<String, String> KINDS = kinds();

  /** What is met most often stands first among its kind; the others follow by name. */
  static final List<String> COMMON =
      List.of(
          "jdk-random",
          "jdk-connections",
          "jdk-tls-connections",
          "jdk-tls-sessions",
          "hikaricp",
          "netty-native-transport",
          "lettuce",
          "apache-httpclient-5",
          "apache-httpclient-4",
          "okhttp",
          "grpc",
          "kafka-producer",
          "kafka-consumer",
          "mongodb-driver",
          "commons-pool2",
          "tomcat-jdbc",
          "tomcat-sessions",
          "spring-sessions",
          "jetty-sessions",
          "undertow-sessions",
          "hibernate-ids",
          "mongodb-objectid",
          "netty-channel-id",
          "spring-id-generator",
          "log4j-uuids",
          "quartz",
          "cassandra-uuids",
          "redisson-locks",
          "uuid-creator",
          "java-uuid-generator",
          "generators",
          "opentelemetry-sdk",
          "bouncy-castle",
          "netty-tcnative");

  private Catalogue() {}

  private static Map<String, String> kinds() {
    Map<String, String> kinds = new LinkedHashMap<>();
    kinds.put("jdk", "The JDK");
    kinds.put("pools", "Connections and pools");
    kinds.put("web", "Sessions");
    kinds.put("ids", "Ids, keys, names and generators");
    kinds.put("tracing", "Tracing");
    kinds.put("crypto", "Cryptography");
    return kinds;
  }

  static List<Library> libraries() throws Exception {
    List<Library> all = new ArrayList<>();
    for (String name : IntegrationsTest.classes()) {
      all.add(described(Integrations.instance(name, Integration.class)));
    }
    all.sort(byName());
    return all;
  }

  private static Comparator<Library> byName() {
    return Comparator.comparing(Library::name);
  }

  private static Comparator<Library> commonFirst() {
    return Comparator.<Library>comparingInt(
            library -> {
              int place = COMMON.indexOf(library.name());
              return place < 0 ? COMMON.size() : place;
            })
        .thenComparing(byName());
  }

  /** By the titles of their kinds. */
  private static Map<String, List<Library>> byKind() throws Exception {
    Map<String, List<Library>> all = new LinkedHashMap<>();
    KINDS.values().forEach(title -> all.put(title, new ArrayList<>()));
    for (String name : IntegrationsTest.classes()) {
      String[] parts = name.split("\\.", -1);
      String title = Objects.requireNonNull(KINDS.get(parts[parts.length - 2]), name);
      Objects.requireNonNull(all.get(title))
          .add(described(Integrations.instance(name, Integration.class)));
    }
    all.values().forEach(kind -> kind.sort(commonFirst()));
    return all;
  }

  static Library described(Integration integration) {
    Library library = new Library();
    integration.describe(library);
    return library;
  }

  static String text() throws Exception {
    StringBuilder text = new StringBuilder(HEAD);
    for (Map.Entry<String, List<Library>> kind : byKind().entrySet()) {
      text.append("\n## ").append(kind.getKey()).append("\n\n").append(TABLE);
      for (Library library : kind.getValue()) {
        if (!library.reset().isEmpty()) {
          text.append(row(library));
        }
      }
    }
    StringBuilder limits = new StringBuilder();
    StringBuilder uncovered = new StringBuilder();
    for (Library library : libraries()) {
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
    return "| `%s` | %s | %s | %s | %s |\n"
        .formatted(
            library.name(),
            library.verified().isEmpty() ? "the JDK's own" : versions(library, "<br>"),
            library.state(),
            library.reset(),
            library.severity().name().toLowerCase(Locale.ROOT));
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
