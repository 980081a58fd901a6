package dev.diverge.driver;

import static dev.diverge.driver.Soon.someLooks;
import static dev.diverge.driver.Soon.soon;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AutoTest {
  @TempDir Path dir;

  @Test
  void theBestOfTheAlternativesIsEnough() throws Exception {
    Path vmclock = Vclk.file(dir, 1);
    Path page = Pages.page(dir, "gen", 1);
    try (Recorder recorder = open()) {
      assertEquals("vmclock+criu", recorder.generation().kinds());
      Pages.set(page, 2);
      assertFalse(recorder.generation().refresh(), "the page is not followed");
      Vclk.putLong(vmclock, Vclk.GENERATION, 2);
      assertTrue(recorder.generation().refresh());
      assertEquals(List.of(), recorder.lines);
    }
  }

  @Test
  void theNextBestTakesOver() throws Exception {
    Path vmclock = Vclk.file(dir, 1);
    Pages.page(dir, "gen", 1);
    try (Recorder recorder = open().followed()) {
      Pages.resize(vmclock, 0);
      soon(() -> recorder.generation().kinds().equals("page+criu"));
      assertNotNull(recorder.word);
      assertEquals(0, recorder.generation().epoch());
    }
  }

  @Test
  void processesAloneAreNotTheMachine() throws Exception {
    try (Recorder recorder = open().followed()) {
      someLooks();
      assertTrue(recorder.generation().asked());
      assertFalse(recorder.generation().usable(), "a clone of the machine would go unnoticed");
      assertEquals(List.of(), recorder.lines, "the agent says the one line");
      Vclk.file(dir, 1);
      soon(() -> recorder.generation().usable());
    }
  }

  @Test
  void aDeviceThatWillNotDoIsPassedOverInSilence() throws Exception {
    Path vmclock = Vclk.file(dir, 1);
    Vclk.putLong(vmclock, Vclk.FLAGS, 0);
    Pages.page(dir, "gen", 1);
    try (Recorder recorder = open().followed()) {
      someLooks();
      assertEquals("page+criu", recorder.generation().kinds());
      assertEquals(List.of(), recorder.lines);
    }
  }

  /** A platform's agent may write its file at the first clone only. */
  @Test
  void aPlatformsFileTellsByAppearingToo() throws Exception {
    Path platforms = dir.resolve("fork-generation");
    try (Recorder recorder =
        Recorder.open("auto", new SourceSpec("file", platforms.toString())).followed()) {
      someLooks();
      assertFalse(recorder.generation().usable());
      assertEquals(0, recorder.generation().epoch());
      Pages.create(platforms, "1\n".getBytes(StandardCharsets.US_ASCII));
      soon(() -> recorder.generation().epoch() == 1);
      assertTrue(recorder.generation().usable());
      someLooks();
      assertEquals(1, recorder.generation().epoch());
      Files.delete(platforms);
      Pages.create(platforms, "2\n".getBytes(StandardCharsets.US_ASCII));
      soon(() -> recorder.generation().epoch() == 2);
      assertEquals("file", recorder.generation().lastChangedBy());
      assertEquals(List.of(), recorder.lines);
    }
  }

  @Test
  void aPlatformsFileThatIsThereBeforeIsNoChange() throws Exception {
    Path platforms = Pages.create(dir.resolve("clone-generation"), new byte[] {'a', 'b'});
    SourceSpec spec = new SourceSpec("file", platforms.toString());
    try (Recorder recorder = Recorder.open("auto", spec).followed()) {
      someLooks();
      assertTrue(recorder.generation().usable());
      assertEquals(0, recorder.generation().epoch());
    }
    assertEquals(List.of("file"), kinds(Survey.take(spec)));
    Files.delete(platforms);
    assertEquals(List.of(), kinds(Survey.take(spec)), "that it is no such platform is no news");
  }

  @Test
  void theSurveySaysWhyEachWasChosenOrNot() throws Exception {
    Path vmclock = Vclk.file(dir, 1);
    Vclk.putLong(vmclock, Vclk.FLAGS, 0);
    Pages.page(dir, "gen", 1);
    List<SourceVerdict> verdicts = Survey.take(candidates());
    assertEquals(List.of("vmclock", "sysgenid", "page", "criu"), kinds(verdicts));
    assertEquals(
        List.of(
            SourceVerdict.Verdict.UNUSABLE,
            SourceVerdict.Verdict.ABSENT,
            SourceVerdict.Verdict.CHOSEN,
            SourceVerdict.Verdict.CHOSEN),
        verdicts.stream().map(SourceVerdict::verdict).toList());
    assertEquals(
        "the hypervisor keeps no generation counter in it (flag bit 8 is clear)",
        verdicts.get(0).reason());
    assertEquals("no " + dir.resolve("sysgenid"), verdicts.get(1).reason());
    Vclk.putLong(vmclock, Vclk.FLAGS, 0x100);
    Pages.create(dir.resolve("sysgenid"), new byte[4096]);
    verdicts = Survey.take(candidates());
    assertEquals(
        List.of(
            SourceVerdict.Verdict.CHOSEN,
            SourceVerdict.Verdict.SPARE,
            SourceVerdict.Verdict.SPARE,
            SourceVerdict.Verdict.CHOSEN),
        verdicts.stream().map(SourceVerdict::verdict).toList());
    assertEquals("vmclock is used, which is better", verdicts.get(2).reason());
  }

  @Test
  void theSurveySaysThatAPublisherIsSilent() throws Exception {
    Pages.page(dir, "gen", 1);
    Path state = Files.createFile(dir.resolve("gen.state"));
    assertEquals(SourceVerdict.Verdict.CHOSEN, Survey.take(candidates()).get(2).verdict());
    Files.setLastModifiedTime(state, FileTime.from(Instant.now().minusSeconds(300)));
    SourceVerdict page = Survey.take(candidates()).get(2);
    assertEquals(SourceVerdict.Verdict.SILENT, page.verdict());
    assertTrue(page.reason().contains("not been heard of for 5 minutes"), page.reason());
  }

  @Test
  void theSurveyOfWhatWasAskedForNamesTheRestToo() throws Exception {
    Path page = Pages.create(dir.resolve("gen"), new byte[4096]);
    List<SourceVerdict> verdicts =
        Survey.take(
            SourceSpec.parse("page:" + page + "+file:" + dir.resolve("absent")), Mapper.usual());
    assertEquals(
        List.of("page", "file", "vmclock", "sysgenid", "kmsg", "snapstart", "crac", "criu"),
        kinds(verdicts));
    assertEquals(SourceVerdict.Verdict.CHOSEN, verdicts.get(0).verdict());
    assertEquals(SourceVerdict.Verdict.UNUSABLE, verdicts.get(1).verdict());
    assertEquals("no such file", verdicts.get(1).reason());
    assertEquals("could be used, but is not asked for", verdicts.get(7).reason());
    assertEquals(
        Survey.take(), Survey.take(SourceSpec.parse("auto"), Mapper.usual()), "auto is auto");
  }

  @Test
  void theSurveyOfThisMachineAgreesWithWhatAutoDoes() throws Exception {
    List<SourceVerdict> verdicts = Survey.take();
    assertEquals(
        List.of("vmclock", "sysgenid", "page", "kmsg", "snapstart", "crac", "criu"),
        kinds(verdicts));
    StringBuilder chosen = new StringBuilder();
    for (SourceVerdict verdict : verdicts) {
      assertFalse(verdict.reason().isEmpty());
      if (verdict.verdict() == SourceVerdict.Verdict.CHOSEN) {
        chosen.append(chosen.length() == 0 ? "" : "+").append(verdict.kind());
      }
      if (!Files.exists(Path.of("/dev/vmclock0")) && verdict.kind().equals("vmclock")) {
        assertTrue(verdict.reason().contains("no /dev/vmclock0"), verdict.reason());
      }
    }
    try (Recorder recorder = Recorder.open("auto")) {
      assertEquals(chosen.toString(), recorder.generation().kinds());
    }
  }

  private Recorder open() {
    return Recorder.open("auto", candidates());
  }

  private SourceSpec[] candidates() {
    return new SourceSpec[] {
      new SourceSpec("vmclock", dir.resolve("vmclock0").toString()),
      new SourceSpec("sysgenid", dir.resolve("sysgenid").toString()),
      new SourceSpec("page", dir.resolve("gen").toString()),
      new SourceSpec("criu", null)
    };
  }

  private static List<String> kinds(List<SourceVerdict> verdicts) {
    return verdicts.stream().map(SourceVerdict::kind).toList();
  }
}
