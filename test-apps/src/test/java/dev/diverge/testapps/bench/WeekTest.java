package dev.diverge.testapps.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.testapps.answers.Child;
import dev.diverge.testapps.answers.Page;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nothing grows, however many epochs there are and however often the sources are looked at: with
 * {@code -Ddiverge.slow=true} 10,000 and, a look each millisecond or so, most of a million.
 */
class WeekTest {

  private static final boolean SLOW = Boolean.getBoolean("diverge.slow");
  private static final int EPOCHS = SLOW ? 10_000 : 3_000;
  private static final int REST_MILLIS = SLOW ? 1_100_000 : 5_000;

  /** Of the heap, a buffer or two of the JDK's: less than an object for each epoch. */
  private static final long BYTES = 150_000;

  /** The JDK makes code for reflection that is used often. */
  private static final int CLASSES = 5;

  @TempDir Path folder;

  @Test
  void nothingGrows() throws Exception {
    Page page = Page.in(folder);
    List<String> flags =
        List.of("-XX:+UseSerialGC", "-XX:-UseTLAB", Child.agent(page, "poll=1", "log=off"));
    try (Child child =
        Child.main(
            folder, flags, Week.class, page.file().toString(), "" + EPOCHS, "" + REST_MILLIS)) {
      List<long[]> held =
          child.finish(Duration.ofMinutes(SLOW ? 60 : 3)).lines().map(WeekTest::figures).toList();
      assertEquals(3, held.size(), child.err());
      long[] before = held.get(1);
      long[] after = held.get(2);
      String all = Arrays.toString(before) + " to " + Arrays.toString(after);
      assertTrue(after[0] - before[0] < BYTES, all);
      assertEquals(before[1], after[1], all);
      assertTrue(after[2] - before[2] <= CLASSES, all);
      assertEquals(before[3], after[3], all);
    }
  }

  private static long[] figures(String line) {
    return Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray();
  }
}
