package dev.diverge.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often a page is mapped, and whether that follows the file. */
class MappingsTest {
  @TempDir Path dir;

  private final Counting mapper = new Counting();

  @Test
  void aPageWithoutACounterIsNotMapped() throws Exception {
    Path path = Vclk.file(dir, 5);
    Vclk.putLong(path, Vclk.FLAGS, 0);
    for (int i = 0; i < 10; i++) {
      assertThrows(IOException.class, () -> SourceKind.open(vmclock(path), mapper, () -> {}));
    }
    assertEquals(0, mapper.maps.get());
  }

  @Test
  void whatASurveyMapsItUnmaps() throws Exception {
    Path page = Pages.page(dir, "gen", 1);
    Path clock = Vclk.file(dir, 5);
    for (int i = 1; i <= 5; i++) {
      Survey.take(List.of(new SourceSpec("page", page.toString()), vmclock(clock)), mapper);
      assertEquals(2 * i, mapper.maps.get());
      assertEquals(2 * i, mapper.unmaps.get());
    }
  }

  @Test
  void aPageThatIsReplacedAgainAndAgainIsMappedSomeTimesAndReadThen() throws Exception {
    Path path = Pages.page(dir, "gen", 0);
    try (PageSource source = open(path)) {
      for (int i = 1; i <= 50; i++) {
        Pages.replace(path, Pages.bytes(i));
        assertNull(source.tend());
        assertEquals(i, source.generation());
        assertTrue(source.usable());
      }
      assertTrue(mapper.maps.get() <= 5, "mapped " + mapper.maps);
      assertNull(source.mapped());
      Pages.set(path, 99);
      assertEquals(99, source.generation());
    }
  }

  @Test
  void aPageThatIsTruncatedAgainIsReadFromThenOn() throws Exception {
    Path path = Pages.page(dir, "gen", 1);
    try (PageSource source = open(path)) {
      for (int i = 2; i <= 10; i++) {
        Pages.resize(path, 0);
        assertNotNull(source.tend());
        assertThrows(IOException.class, source::generation);
        Pages.resize(path, 8);
        Pages.set(path, i);
        assertNull(source.tend());
        assertEquals(i, source.generation());
      }
      assertEquals(2, mapper.maps.get());
      assertNull(source.mapped());
    }
  }

  @Test
  void memoryThatDoesNotFollowTheFileIsGivenUp() throws Exception {
    Path path = Pages.page(dir, "gen", 1);
    mapper.stale = true;
    try (PageSource source = open(path)) {
      assertEquals(1, source.generation());
      assertNull(source.tend());
      Pages.set(path, 2);
      assertTrue(String.valueOf(source.tend()).contains("does not follow the file"));
      assertEquals(2, source.generation());
      assertNull(source.mapped());
      assertTrue(source.usable());
      assertEquals(1, mapper.unmaps.get(), "what was mapped in vain");
      Pages.set(path, 3);
      assertEquals(3, source.generation());
    }
  }

  @Test
  void memoryThatIsWrittenToAtAnyPaceFollowsTheFile() throws Exception {
    Path path = Pages.page(dir, "gen", 1);
    AtomicBoolean enough = new AtomicBoolean();
    Thread publisher = new Thread(() -> raise(path, enough));
    publisher.start();
    try (PageSource source = open(path)) {
      for (int i = 0; i < 10_000; i++) {
        assertNull(source.tend(), () -> "is read: " + source.isRead());
      }
      assertEquals(1, mapper.maps.get());
    } finally {
      enough.set(true);
      publisher.join();
    }
  }

  @Test
  void aReadPageThatVanishesIsNotUsable() throws Exception {
    Path path = Pages.page(dir, "gen", 1);
    mapper.stale = true;
    try (PageSource source = open(path)) {
      Pages.set(path, 2);
      assertNotNull(source.tend());
      java.nio.file.Files.delete(path);
      assertTrue(String.valueOf(source.tend()).contains("no such file"));
      assertEquals(false, source.usable());
      Pages.page(dir, "gen", 4);
      source.tend();
      assertEquals(4, source.generation());
      assertTrue(source.usable());
    }
  }

  private static void raise(Path path, AtomicBoolean enough) {
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer page =
          channel.map(FileChannel.MapMode.READ_WRITE, 0, 8).order(ByteOrder.nativeOrder());
      while (!enough.get()) {
        page.putLong(0, page.getLong(0) + 1);
        VarHandle.fullFence();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private PageSource open(Path path) throws SourceRefusedException {
    return PageSource.open(new SourceSpec("page", path.toString()), path.toString(), mapper);
  }

  private static SourceSpec vmclock(Path path) {
    return new SourceSpec("vmclock", path.toString());
  }

  private static final class Counting implements Mapper {
    final AtomicInteger maps = new AtomicInteger();
    final AtomicInteger unmaps = new AtomicInteger();

    /** Whether each mapping shows the word 1 for ever. */
    boolean stale;

    @Override
    public ByteBuffer map(RandomAccessFile file, int bytes) throws IOException {
      maps.incrementAndGet();
      return stale
          ? ByteBuffer.allocateDirect(bytes).put(0, Pages.bytes(1))
          : new ChannelMapper().map(file, bytes);
    }

    @Override
    public void unmap(ByteBuffer page) {
      unmaps.incrementAndGet();
    }
  }
}
