package dev.diverge.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class SourceKindTest {
  private static final Path DOCS = Path.of("..", "docs", "sources.md");

  @TempDir Path dir;

  /** A row of the page for users for each, and what the page says of how it is written. */
  @Test
  void theDocsHaveEachKind() throws Exception {
    Set<String> rows = new HashSet<>();
    List<String> written = new ArrayList<>();
    for (String line : Files.readAllLines(DOCS)) {
      if (line.startsWith("|")) {
        rows.add(line.substring(1, line.indexOf('|', 1)).replace("`", "").trim());
      }
      if (line.startsWith("**`")) {
        written.add(line.substring(3, line.indexOf('`', 3)));
      }
    }
    for (SourceKind kind : SourceKind.values()) {
      if (kind == SourceKind.NONE || kind == SourceKind.AUTO) {
        continue;
      }
      assertTrue(rows.contains(kind.word), kind + " has no row in " + DOCS);
      String place = kind.needsPath() ? ":PATH" : "[:" + kind.place() + "]";
      String as = kind.takesPath() ? kind.word + place : kind.word;
      assertTrue(written.contains(as), as + " is not described in " + DOCS + ": " + written);
    }
    for (String one : written) {
      assertNotNull(SourceKind.named(one.replaceFirst("[:\\[].*", "")), one + " is no kind");
    }
  }

  /** What cannot be opened is refused by the kind's own class, in words that name it. */
  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"NONE", "AUTO", "CRIU", "CRAC", "SNAPSTART"})
  void eachKindIsOpenedByItsClass(SourceKind kind) {
    SourceSpec spec = new SourceSpec(kind.word, dir.resolve("absent").toString());
    SourceRefusedException refused =
        assertThrows(
            SourceRefusedException.class,
            () -> SourceKind.open(spec, Mapper.usual(), () -> {}).discard());
    assertTrue(String.valueOf(refused.getMessage()).contains(spec.text()), refused.getMessage());
  }

  /** And its doctor's word on why it is not there names the kind and the place. */
  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"NONE", "AUTO", "FILE", "CRAC", "SNAPSTART"})
  void eachAbsenceNamesThePlace(SourceKind kind) {
    String place = dir.resolve("absent").toString();
    SourceSpec spec = new SourceSpec(kind.word, kind.takesPath() ? place : null);
    SourceVerdict verdict = SourceKind.absence(spec);
    assertEquals(kind.word, verdict.kind());
    assertTrue(verdict.reason().contains(spec.place()), verdict.reason());
  }

  @Test
  void autoAndAPublisherTakeTheBestFirst() {
    assertEquals(
        List.of(
            "vmclock",
            "sysgenid",
            "page:/run/diverge/generation",
            "file:/run/sandbox/fork-generation",
            "file:/run/aerolvm/clone-generation",
            "kmsg",
            "snapstart",
            "crac",
            "criu"),
        texts(SourceKind.autos()));
    assertEquals(List.of("vmclock", "sysgenid", "kmsg"), texts(SourceKind.published()));
  }

  private static List<String> texts(SourceSpec[] specs) {
    return Arrays.stream(specs).map(SourceSpec::text).toList();
  }
}
