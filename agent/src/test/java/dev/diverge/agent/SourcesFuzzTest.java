package dev.diverge.agent;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.agent.fuzz.Scraps;
import dev.diverge.driver.Generation;
import dev.diverge.driver.SourceSpec;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a page, a file or the kernel's log holds, it is followed or refused in one line. */
@Timeout(3600) // for a million inputs beside others
class SourcesFuzzTest {

  private static final String RESEEDED =
      "5,%d,%d,-;random: crng reseeded due to virtual machine fork\n";

  private final Scraps scraps = new Scraps();
  private final Heard heard = new Heard();

  @TempDir Path folder;

  @Test
  void anyPageOrFileDoes() throws Exception {
    for (String kind : List.of("page", "sysgenid", "vmclock", "file")) {
      Path file = folder.resolve(kind);
      scraps.each(
          kind.equals("file") ? 30 : 10,
          () -> {
            write(file, content(kind));
            try (Generation generation =
                Generation.open(SourceSpec.parse(kind + ":" + file), heard)) {
              long before = generation.epoch();
              write(file, content(kind));
              boolean changed = generation.refresh();
              assertEquals(changed ? before + 1 : before, generation.epoch());
              assertTrue(generation.kinds().length() > 0);
            }
            heard.judge();
          });
    }
  }

  /** One JVM's life: the same generation all along, and a control at the end. */
  @Test
  void aFollowerOutlivesThemAll() throws Exception {
    Path page = folder.resolve("page");
    Path vmclock = folder.resolve("vmclock");
    Path file = folder.resolve("file");
    List<Path> files = List.of(page, vmclock, file);
    for (Path each : files) {
      write(each, content(each.getFileName().toString()));
    }
    String sources = "page:" + page + "+vmclock:" + vmclock + "+file:" + file;
    try (Following following = new Following(sources)) {
      scraps.each(
          25,
          () -> {
            Path next = scraps.one(files);
            write(next, content(next.getFileName().toString()));
            following.generation.refresh();
          });
      write(file, "the first of two\n".getBytes(ISO_8859_1));
      following.awaitUsable();
      long before = following.generation.epoch();
      write(file, "the second of two\n".getBytes(ISO_8859_1));
      following.awaitEpochAfter(before);
    }
    heard.judge();
  }

  @Test
  void anyRecordOfTheKernelsDoes() throws Exception {
    Path log = folder.resolve("kmsg");
    write(log, new byte[0]);
    List<String> good =
        List.of(
            RESEEDED.formatted(7, 7_000_000),
            "6,1234,5678901,-;usb 1-1: new device\n SUBSYSTEM=usb\n DEVICE=c189:1\n",
            "30,2,3,c,caller=T1;systemd[1]: hello\n",
            "6,999999999999999999,1,-;late\n");
    try (Following following = new Following("kmsg:" + log)) {
      scraps.each(
          1,
          () -> {
            ByteArrayOutputStream records = new ByteArrayOutputStream();
            for (int i = 0; i < 300; i++) {
              records.write(scraps.below(9) == 0 ? scraps.noise(40) : scraps.bytesLike(good));
            }
            Files.write(log, records.toByteArray(), StandardOpenOption.APPEND);
          });
      long before = following.generation.epoch();
      following.awaitEpochAfter(before, () -> append(log, RESEEDED));
      assertTrue(following.generation.usable(), heard.lines.toString());
    }
    heard.judge();
  }

  private byte[] content(String kind) {
    int length = List.of(0, 1, 7, 8, 0x6f, 0x70, 4096, 4097, 9000).get(scraps.below(9));
    byte[] content =
        switch (scraps.below(3)) {
          case 0 -> new byte[length];
          case 1 -> scraps.noise(length);
          default -> scraps.bytesLike(List.of("7", "c0ffee00-0000-0000-0000-000000000001\n", " "));
        };
    return kind.equals("vmclock") && scraps.below(4) != 0 ? scraps.broken(vmclock()) : content;
  }

  private byte[] vmclock() {
    ByteBuffer page = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
    page.putInt(0x4b4c4356).putInt(0x1000).putShort((short) 1);
    page.putInt(0x0c, 2 * scraps.below(100)).putLong(0x18, 1 << 8).putLong(0x68, scraps.below(99));
    return page.array();
  }

  /** Truncates and writes in place, the worst that a publisher can do. */
  private static void write(Path file, byte[] content) throws Exception {
    boolean made = Files.notExists(file);
    Files.write(file, content);
    if (made) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }
  }

  private static void append(Path log, String record) {
    try {
      long time = System.nanoTime() / 1000;
      // A record cut short may stand before it.
      Files.writeString(log, "\n" + record.formatted(time, time), StandardOpenOption.APPEND);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static final class Heard implements Generation.Listener {

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    @Override
    public void changed() {}

    @Override
    public void remapped(@org.jspecify.annotations.Nullable ByteBuffer word) {}

    @Override
    public void report(String line) {
      lines.add(line);
    }

    void judge() {
      for (String line = lines.poll(); line != null; line = lines.poll()) {
        String said = line;
        assertTrue(line.length() < 1000, said);
        assertTrue(line.chars().noneMatch(Character::isISOControl), said);
        assertTrue(!line.contains("Exception") && !line.contains("Error"), said);
      }
    }
  }

  private final class Following implements AutoCloseable {

    private final Generation generation;
    private final Thread thread;

    Following(String sources) {
      generation = Generation.open(SourceSpec.parse(sources), heard);
      thread =
          new Thread(
              () -> {
                try {
                  generation.follow(1);
                } catch (InterruptedException ended) {
                  Thread.currentThread().interrupt();
                }
              });
      thread.setDaemon(true);
      thread.start();
    }

    void awaitUsable() throws InterruptedException {
      for (int i = 0; i < 3000 && !generation.usable(); i++) {
        Thread.sleep(10);
      }
      assertTrue(generation.usable(), heard.lines.toString());
    }

    void awaitEpochAfter(long epoch) throws InterruptedException {
      awaitEpochAfter(epoch, () -> {});
    }

    void awaitEpochAfter(long epoch, Runnable again) throws InterruptedException {
      for (int i = 0; i < 3000 && generation.epoch() <= epoch; i++) {
        again.run();
        Thread.sleep(10);
        generation.refresh();
      }
      assertTrue(generation.epoch() > epoch, "nothing is noticed any more: " + heard.lines);
      assertTrue(thread.isAlive());
    }

    @Override
    public void close() {
      generation.close();
      try {
        thread.join(20_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      assertTrue(!thread.isAlive(), "the follower hangs");
    }
  }
}
