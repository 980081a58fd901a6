package dev.diverge.testapps.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.testapps.answers.Child;
import dev.diverge.testapps.answers.Page;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 64 threads and a thousand changes a second, for six seconds; for sixty with {@code
 * -Ddiverge.slow=true}.
 */
class HammeredTest {

  private static final int SECONDS = Boolean.getBoolean("diverge.slow") ? 60 : 6;

  @TempDir Path folder;

  @Test
  void nobodyIsGivenWhatWasThereBeforeAChangeOrStuckOrTroubled() throws Exception {
    Page page = Page.in(folder);
    try (Child child = child(page, SECONDS, Child.agent(page))) {
      List<String> lines = child.finish(Duration.ofSeconds(180 + SECONDS)).lines().toList();
      assertEquals(
          List.of("violations []", "distinct true", "end well", "size not grown"),
          lines.subList(0, 4),
          child.err());
      List<String> said = child.err().lines().toList();
      assertTrue(said.stream().allMatch(HammeredTest::isOfAClone), child.err());
      assertTrue(said.size() < 100 + 10 * SECONDS, "a line for each: " + said.size());
    }
  }

  /** What it looks for is there to be found. */
  @Test
  void withoutTheAgentEachGoesOn() throws Exception {
    try (Child child = child(Page.in(folder), 2)) {
      String violations = child.finish().lines().toList().get(0);
      for (String name : List.of("Random", "SplittableRandom", "ThreadLocalRandom", "SHA1PRNG")) {
        assertTrue(violations.contains(name + " went on,"), violations);
        assertTrue(violations.contains(name + " went on after the last change"), violations);
      }
      assertTrue(violations.contains("PerClone went on"), violations);
    }
  }

  private Child child(Page page, int seconds, String... flags) throws Exception {
    List<String> all = new ArrayList<>(List.of(flags));
    all.add("-Xmx96m"); // a leak in each change is an end of it
    all.addAll(Foreseen.OPEN);
    return Child.main(folder, all, HammeredApp.class, page.file().toString(), "" + seconds);
  }

  private static boolean isOfAClone(String line) {
    return line.startsWith("diverge: clone detected: epoch ");
  }
}
