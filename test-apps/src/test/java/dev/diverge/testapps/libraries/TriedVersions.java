package dev.diverge.testapps.libraries;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which of the versions that a test names a run tries: {@code -Ddiverge.versions=oldest}, {@code
 * newest} or {@code all}. Left to itself a run takes the oldest of each artifact on JDKs before 21
 * and the newest from then on, so that two runs on two JDKs try both ends.
 */
public enum TriedVersions {
  OLDEST,
  NEWEST,
  ALL;

  private static final int NEW_JDK = 21;

  public static TriedVersions ofThisRun() {
    String asked = System.getProperty("diverge.versions");
    if (asked != null) {
      return valueOf(asked.toUpperCase(Locale.ROOT));
    }
    return Runtime.version().feature() < NEW_JDK ? OLDEST : NEWEST;
  }

  /** Those tried, in the order given, of each artifact from the oldest to the newest. */
  public List<String> of(String[] versions) {
    if (this == ALL) {
      return List.of(versions);
    }
    Map<String, List<String>> byArtifact =
        Arrays.stream(versions)
            .collect(
                groupingBy(
                    TriedVersions::withoutVersion,
                    LinkedHashMap::new,
                    mapping(version -> version, toList())));
    return byArtifact.values().stream()
        .map(those -> those.get(this == OLDEST ? 0 : those.size() - 1))
        .toList();
  }

  /** Of the first, where some are used together. */
  private static String withoutVersion(String together) {
    String artifact = LibraryShelf.artifacts(together)[0];
    return artifact.substring(0, artifact.lastIndexOf(':'));
  }
}
