package dev.diverge.driver;

import static dev.diverge.driver.Soon.someLooks;
import static dev.diverge.driver.Soon.soon;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
@SuppressWarnings("try") // that it is open is what matters of a publisher
class PublisherTest {
  @TempDir Path dir;

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private Path source;
  private Path page;

  @BeforeEach
  void lay() {
    source = Vclk.file(dir, 5);
    page = dir.resolve("run/diverge/generation");
  }

  @Test
  void aReaderSeesEachChangeInTheMemoryItHas() throws Exception {
    try (Running publisher = new Running();
        Recorder reader = Recorder.open("page:" + page).followed()) {
      assertEquals("vmclock", publisher.publisher.kinds());
      assertEquals("rw-r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(page)));
      ByteBuffer word = reader.word;
      for (int i = 1; i <= 5; i++) {
        long epoch = i;
        long before = word.getLong(0);
        Vclk.putLong(source, Vclk.GENERATION, 5 - i);
        soon(() -> word.getLong(0) != before);
        assertEquals(before + 1, word.getLong(0));
        soon(() -> reader.generation().epoch() == epoch);
      }
      assertEquals(List.of(), reader.lines);
    }
  }

  @Test
  void aRestartGoesOnWithThePageAndTheCounter() throws Exception {
    long first;
    try (Running publisher = new Running()) {
      Vclk.putLong(source, Vclk.GENERATION, 6);
      soon(() -> counter() == 2);
      first = counter();
    }
    try (Recorder reader = Recorder.open("page:" + page).followed()) {
      try (Running publisher = new Running()) {
        someLooks();
        assertEquals(first, counter(), "nothing has happened");
        assertEquals(List.of(), reader.events);
        Vclk.putLong(source, Vclk.GENERATION, 7);
        soon(() -> reader.generation().epoch() == 1);
      }
    }
  }

  @Test
  void aChangeWhileNoPublisherRanIsNoticed() throws Exception {
    try (Running publisher = new Running()) {
      assertEquals(1, counter());
    }
    Vclk.putLong(source, Vclk.GENERATION, 99);
    try (Running publisher = new Running()) {
      assertEquals(2, counter());
    }
  }

  @Test
  void aLineOfTheKernelsWhileNoPublisherRanIsNoticed() throws Exception {
    Path log = Pages.text(dir, "kmsg", "6,1,1,-;x\n");
    String from = "kmsg:" + log;
    try (Running publisher = new Running(from)) {
      Files.writeString(log, "6,2,2,-;y\n", StandardOpenOption.APPEND);
      someLooks();
      assertEquals(1, counter());
    }
    // What it has read is written down when it ends; on a busy machine it may not have come to it.
    soon(
        () -> {
          try (Running publisher = new Running(from)) {
            someLooks();
            assertEquals(1, counter());
          }
          return Files.readString(state()).contains("source 2 kmsg:");
        });
    Files.writeString(
        log,
        "5,3,3,-;random: crng reseeded due to virtual machine fork\n",
        StandardOpenOption.APPEND);
    try (Running publisher = new Running(from)) {
      soon(() -> counter() == 2);
    }
  }

  @Test
  void whatCannotBeKnownCountsAsAChange() throws Exception {
    try (Running publisher = new Running()) {
      assertEquals(1, counter());
    }
    Files.delete(state());
    try (Running publisher = new Running()) {
      assertEquals(2, counter());
    }
    Files.writeString(state(), "boot another\ncounter 2\nsource 5 vmclock:" + source + "\n");
    try (Running publisher = new Running()) {
      assertEquals(3, counter(), "another boot");
    }
    Files.writeString(state(), "rubbish\n\u0000 7\ncounter x\n");
    try (Running publisher = new Running()) {
      assertEquals(4, counter());
    }
    Path other = Pages.text(dir, "text", "1");
    try (Running publisher = new Running("vmclock:" + source + "+file:" + other)) {
      assertEquals(5, counter(), "a source that nothing is remembered of");
    }
  }

  @Test
  void theCounterNeverGoesBack() throws Exception {
    try (Running publisher = new Running()) {
      for (int i = 0; i < 5; i++) {
        long before = counter();
        Vclk.putLong(source, Vclk.GENERATION, 100 + i);
        soon(() -> counter() > before);
      }
    }
    assertEquals(6, counter());
    // Its page was lost, but not the memory of it: those who have it mapped still compare.
    Files.delete(page);
    try (Running publisher = new Running()) {
      assertEquals(7, counter());
    }
    Pages.set(page, 3);
    try (Running publisher = new Running()) {
      assertTrue(counter() >= 7, "set back by somebody: " + counter());
    }
  }

  @Test
  void aPageThatIsRemovedReplacedOrCutShortIsMadeAgainWithAHigherNumber() throws Exception {
    try (Running publisher = new Running();
        Recorder reader = Recorder.open("page:" + page).followed()) {
      Files.delete(page);
      soon(() -> Files.exists(page));
      soon(() -> reader.generation().epoch() == 1);
      Pages.replace(page, Pages.bytes(1));
      soon(() -> counter() > 2);
      Pages.resize(page, 3);
      soon(() -> Files.size(page) >= 8 && counter() > 3);
      long before = counter();
      Vclk.putLong(source, Vclk.GENERATION, 77);
      soon(() -> counter() == before + 1);
      soon(() -> reader.generation().usable());
    }
  }

  @Test
  void twoPublishersAreOne() throws Exception {
    try (Running publisher = new Running()) {
      IOException e = assertThrows(IOException.class, Running::new);
      assertTrue(e.getMessage().contains("another publisher is at it"), e.getMessage());
      Process second = process();
      assertEquals(1, second.waitFor());
      assertTrue(text(second).contains("another publisher is at it"));
      Vclk.putLong(source, Vclk.GENERATION, 6);
      soon(() -> counter() == 2);
    }
    try (Running publisher = new Running()) {
      assertEquals(2, counter());
    }
  }

  @Test
  void aPublisherThatIsKilledWhileItWritesLeavesAWholePageThatGoesOn() throws Exception {
    long last = 0;
    {
      for (int round = 0; round < 4; round++) {
        Process publisher = process();
        long before = last;
        soon(() -> Files.exists(page) && counter() > before);
        for (int i = 0; i < 40 + 7 * round; i++) {
          Vclk.putLong(source, Vclk.GENERATION, 1000L * round + i + 10);
          Thread.sleep(1);
        }
        publisher.destroyForcibly().waitFor();
        assertTrue(Files.size(page) >= 8);
        long now = counter();
        assertTrue(now > last && now < 1_000_000, "torn or back: " + last + ", " + now);
        last = now;
        // What it did not live to publish is a change that the next one has to notice.
        Vclk.putLong(source, Vclk.GENERATION, -round - 1L);
      }
    }
    Files.write(page.resolveSibling("generation.tmp"), new byte[3]);
    try (Running publisher = new Running()) {
      assertTrue(counter() > last);
      assertFalse(Files.exists(page.resolveSibling("generation.tmp")));
    }
  }

  @Test
  void aThousandGenerationsASecondArePublished() throws Exception {
    try (Running publisher = new Running();
        Recorder reader = Recorder.open("page:" + page).followed()) {
      long last = counter();
      for (int i = 1; i <= 1000; i++) {
        Vclk.putLong(source, Vclk.GENERATION, 1000 + i);
        Thread.sleep(1);
        long now = counter();
        assertTrue(now >= last, "back from " + last + " to " + now);
        last = now;
      }
      someLooks();
      long end = counter();
      assertTrue(end > 10 && end <= 1001, "counter " + end);
      soon(() -> !reader.generation().refresh());
      assertTrue(reader.generation().epoch() > 10);
    }
  }

  @Test
  void withoutASourceNothingIsPublished() {
    IOException e =
        assertThrows(IOException.class, () -> new Running("vmclock:" + dir.resolve("none")));
    assertTrue(e.getMessage().contains("no usable source"), e.getMessage());
    assertFalse(Files.exists(page), "a page would look like a source");
  }

  @Test
  void aPageThatOthersMayWriteIsNotGoneOnWith() throws Exception {
    Files.createDirectories(page.getParent());
    Pages.create(page, Pages.bytes(7));
    Pages.mode(page, "rw-rw-rw-");
    IOException e = assertThrows(IOException.class, Running::new);
    assertTrue(e.getMessage().contains("writable by others"), e.getMessage());
  }

  @Test
  void whatItRemembersIsForItsOwnEyes() throws Exception {
    try (Running publisher = new Running()) {
      assertEquals(
          "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(state())));
    }
    assertFalse(String.join("", lines).contains(" 5"), lines.toString());
  }

  private Path state() {
    return page.resolveSibling("generation.state");
  }

  private long counter() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(page.toFile(), "r")) {
      byte[] word = new byte[8];
      file.readFully(word);
      return ByteBuffer.wrap(word).order(ByteOrder.nativeOrder()).getLong();
    }
  }

  private Process process() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("diverge.test.java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "dev.diverge.driver.PublishOnce",
            page.toString(),
            "vmclock:" + source)
        .redirectErrorStream(true)
        .start();
  }

  private static String text(Process process) throws IOException {
    return new String(
        process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
  }

  /** A publisher with a thread that looks every 2 ms. */
  private final class Running implements AutoCloseable {
    final Publisher publisher;
    private final Thread thread;

    Running() throws IOException {
      this("vmclock:" + source);
    }

    Running(String from) throws IOException {
      publisher = Publisher.open(page, SourceSpec.parse(from), lines::add);
      thread =
          new Thread(
              () -> {
                try {
                  publisher.run(2);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      thread.start();
    }

    @Override
    public void close() throws InterruptedException {
      publisher.close();
      thread.join(5000);
    }
  }
}
