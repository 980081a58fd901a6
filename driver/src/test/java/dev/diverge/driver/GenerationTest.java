package dev.diverge.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerationTest {
  @TempDir Path dir;

  @Test
  void itBeginsAtEpochZeroWhateverTheSourceSays() throws Exception {
    Path path = Pages.page(dir, "gen", 42);
    try (Recorder recorder = Recorder.open("page:" + path)) {
      Generation generation = recorder.generation();
      assertEquals(0, generation.epoch());
      assertFalse(generation.refresh());
      assertEquals(0, generation.epoch());
      assertTrue(generation.usable());
      assertTrue(generation.asked());
      assertEquals("page", generation.kinds());
      assertEquals("none", generation.lastChangedBy());
      assertNotNull(generation.mapped());
      assertEquals(List.of(), recorder.events);
    }
  }

  @Test
  void eachChangeIsOneEpoch() throws Exception {
    Path path = Pages.page(dir, "gen", 0);
    try (Recorder recorder = Recorder.open("page:" + path)) {
      Generation generation = recorder.generation();
      long[] words = {1, 2, 1000, 1, -1, Long.MIN_VALUE, 0};
      for (int i = 0; i < words.length; i++) {
        Pages.set(path, words[i]);
        assertTrue(generation.refresh());
        assertFalse(generation.refresh());
        assertEquals(i + 1, generation.epoch());
        assertEquals("page", generation.lastChangedBy());
      }
    }
  }

  @Test
  void severalSourcesThatChangeTogetherAreOneEpoch() throws Exception {
    Path page = Pages.page(dir, "gen", 1);
    Path text = Pages.text(dir, "gen.txt", "1");
    try (Recorder recorder = Recorder.open("file:" + text + "+page:" + page)) {
      Generation generation = recorder.generation();
      assertEquals("file+page", generation.kinds());
      Pages.set(page, 2);
      Files.writeString(text, "2");
      assertTrue(generation.refresh());
      assertFalse(generation.refresh());
      assertEquals(1, generation.epoch());
      assertEquals("file", generation.lastChangedBy());
      Pages.set(page, 3);
      assertTrue(generation.refresh());
      assertEquals(2, generation.epoch());
      assertEquals("page", generation.lastChangedBy());
    }
  }

  @Test
  void theFirstMappedSourceIsTheGuards() throws Exception {
    Path text = Pages.text(dir, "gen.txt", "1");
    Path first = Pages.page(dir, "first", 11);
    Path second = Pages.page(dir, "second", 22);
    try (Recorder recorder = Recorder.open("file:" + text + "+page:" + first + "+page:" + second)) {
      Generation generation = recorder.generation();
      assertEquals(11, word(generation));
      Pages.resize(first, 0);
      generation.refresh();
      assertEquals(22, word(generation));
      assertEquals(List.of("mapped"), recorder.events);
      assertSame(generation.mapped(), recorder.word);
    }
  }

  @Test
  void aFileAloneHasNothingToMap() throws Exception {
    Path text = Pages.text(dir, "gen", "1");
    try (Recorder recorder = Recorder.open("file:" + text)) {
      assertNull(recorder.generation().mapped());
      assertTrue(recorder.generation().usable());
      Files.writeString(text, "2");
      assertTrue(recorder.generation().refresh());
    }
  }

  @Test
  void noneAsksForNothingAndSaysNothing() throws Exception {
    try (Recorder recorder = Recorder.open("none")) {
      Generation generation = recorder.generation();
      assertFalse(generation.asked());
      assertFalse(generation.usable());
      assertFalse(generation.refresh());
      assertNull(generation.mapped());
      assertEquals("none", generation.kinds());
      assertEquals(List.of(), recorder.events);
    }
  }

  @Test
  void aSourceThatIsRefusedIsOneLineAndNotTheEnd() throws Exception {
    Path gone = dir.resolve("gone");
    Path shared = Pages.page(dir, "shared", 1);
    Pages.mode(shared, "rw-rw-rw-");
    try (Recorder recorder = Recorder.open("page:" + gone + "+page:" + shared)) {
      assertEquals(2, recorder.lines.size());
      assertEquals(
          "source page:" + gone + ": no such file; not followed until that changes",
          recorder.lines.get(0));
      assertEquals(
          "source page:"
              + shared
              + ": writable by others (mode 666); remedy: chmod go-w "
              + shared
              + "; not followed until that changes",
          recorder.lines.get(1));
      Generation generation = recorder.generation();
      assertTrue(generation.asked());
      assertFalse(generation.usable());
      assertEquals("none", generation.kinds());
    }
  }

  @Test
  void autoTakesThePageThatIsThere() throws Exception {
    Path path = Pages.page(dir, "gen", 1);
    try (Recorder recorder = Recorder.open("auto", path.toString())) {
      assertEquals("page", recorder.generation().kinds());
      assertEquals(List.of(), recorder.lines);
    }
  }

  @Test
  void autoIsSilentWhereNothingIs() throws Exception {
    try (Recorder recorder = Recorder.open("auto", dir.resolve("gen").toString())) {
      assertTrue(recorder.generation().asked());
      assertFalse(recorder.generation().usable());
      assertEquals(List.of(), recorder.lines);
    }
  }

  @Test
  void autoRefusesAnUnsafePage() throws Exception {
    Path path = Pages.page(dir, "gen", 1);
    Pages.mode(path, "rw-rw-rw-");
    try (Recorder recorder = Recorder.open("auto", path.toString())) {
      assertFalse(recorder.generation().usable());
      assertEquals(1, recorder.lines.size());
    }
  }

  @Test
  void autoLooksInTheUsualPlace() {
    List<String> candidates = Arrays.stream(SourceKind.autos()).map(SourceSpec::text).toList();
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
        candidates);
  }

  @Test
  void aTruncatedPageIsNoChangeButTheListenerHearsAtOnce() throws Exception {
    Path path = Pages.page(dir, "gen", 1);
    try (Recorder recorder = Recorder.open("page:" + path)) {
      Pages.resize(path, 0);
      assertFalse(recorder.generation().refresh());
      assertEquals(0, recorder.generation().epoch());
      assertEquals(List.of("lost"), recorder.events);
      assertNull(recorder.word);
      assertFalse(recorder.generation().usable());
      assertFalse(recorder.generation().refresh());
      assertEquals(List.of("lost"), recorder.events, "said once");
    }
  }

  @Test
  void anInterruptedThreadMayRefresh() throws Exception {
    Path page = Pages.page(dir, "gen", 1);
    Path text = Pages.text(dir, "gen.txt", "1");
    try (Recorder recorder = Recorder.open("page:" + page + "+file:" + text)) {
      Generation generation = recorder.generation();
      Thread.currentThread().interrupt();
      Pages.resize(page, 8);
      assertFalse(generation.refresh());
      Thread.interrupted();
      Pages.set(page, 2);
      Thread.currentThread().interrupt();
      assertTrue(generation.refresh());
      assertTrue(Thread.interrupted(), "the interrupt is the caller's to see");
      Files.writeString(text, "2");
      assertTrue(generation.refresh());
      Pages.set(page, 3);
      assertTrue(generation.refresh());
      assertEquals(3, generation.epoch());
    }
  }

  @Test
  void aListenerThatThrowsDoesNotReachTheApplication() throws Exception {
    Path path = Pages.page(dir, "gen", 1);
    Generation.Listener hostile =
        new Generation.Listener() {
          @Override
          public void changed() {}

          @Override
          public void remapped(@Nullable ByteBuffer word) {
            throw new IllegalStateException("hostile");
          }

          @Override
          public void report(String line) {}
        };
    try (Generation generation = Generation.open(SourceSpec.parse("page:" + path), hostile)) {
      Pages.resize(path, 0);
      assertFalse(generation.refresh());
    }
  }

  @Test
  void afterItIsClosedItsEpochStandsStill() throws Exception {
    Path path = Pages.page(dir, "gen", 1);
    try (Recorder recorder = Recorder.open("page:" + path)) {
      Generation generation = recorder.generation();
      Pages.set(path, 2);
      assertTrue(generation.refresh());
      generation.close();
      generation.close();
      Pages.set(path, 3);
      assertFalse(generation.refresh());
      assertEquals(1, generation.epoch());
      assertEquals(List.of(), recorder.events);
    }
  }

  private static long word(Generation generation) {
    ByteBuffer word = generation.mapped();
    assertNotNull(word);
    return word.getLong(0);
  }
}
