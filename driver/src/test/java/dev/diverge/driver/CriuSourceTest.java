package dev.diverge.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CriuSourceTest {
  private static final String REST = " S 1 2 3 4 -1 4194304 1 2 3 4 5 6 7 8 20 0 30 0 ";

  @TempDir Path dir;

  @Test
  void anotherStartTimeIsAnotherGeneration() throws Exception {
    Path stat = Pages.text(dir, "stat", "7 (java)" + REST + "123456 9 9");
    try (CriuSource source = open(stat)) {
      assertEquals(123456, source.generation());
      Files.writeString(stat, "7 (a) S 1 (b)" + REST + "123457 9 9");
      assertEquals(123457, source.generation());
      assertNull(source.tend());
      assertFalse(source.noticesMachines());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "7 java S 1",
        "7 (java) S 1 2",
        "7 (java)",
        "7 (java) S 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 x "
      })
  void whatCannotBeParsedIsRefused(String text) {
    Path stat = Pages.text(dir, "stat", text);
    assertThrows(IOException.class, () -> open(stat));
  }

  @Test
  void aStatThatVanishesIsReported() throws Exception {
    Path stat = Pages.text(dir, "stat", "7 (java)" + REST + "123456 9 9");
    try (CriuSource source = open(stat)) {
      Files.delete(stat);
      assertNotNull(source.tend());
      assertFalse(source.usable());
    }
  }

  @Test
  void ourOwnStartTimeStandsStill() throws Exception {
    try (Recorder recorder = Recorder.open("criu")) {
      assertTrue(recorder.generation().usable(), "asked for, it counts");
      assertFalse(recorder.generation().refresh());
      assertEquals("criu", recorder.generation().kinds());
    }
  }

  private static CriuSource open(Path stat) throws SourceRefusedException {
    return CriuSource.open(new SourceSpec("criu", null), stat.toString());
  }
}
