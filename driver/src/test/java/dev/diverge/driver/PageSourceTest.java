package dev.diverge.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageSourceTest {
  @TempDir Path dir;

  @Test
  void itsGenerationIsTheFirstWord() throws Exception {
    Path path = Pages.page(dir, "gen", 0x0102030405060708L);
    try (PageSource source = open(path)) {
      assertEquals(0x0102030405060708L, source.generation());
      Pages.set(path, -1);
      assertEquals(-1, source.generation());
    }
  }

  @Test
  void itsMemoryFollowsTheFile() throws Exception {
    Path path = Pages.page(dir, "gen", 1);
    try (PageSource source = open(path)) {
      ByteBuffer page = source.mapped();
      assertTrue(page.isDirect() && page.capacity() >= 8);
      assertSame(ByteOrder.nativeOrder(), page.order());
      Pages.set(path, 7);
      assertEquals(7, page.getLong(0));
    }
  }

  @Test
  void aLongerFileWillDo() throws Exception {
    byte[] content = new byte[10_000];
    content[0] = content[7] = 1;
    Path path = Pages.create(dir.resolve("gen"), content);
    try (PageSource source = open(path)) {
      assertEquals(0x0100000000000001L, source.generation());
    }
  }

  @Test
  void itSaysWhatItIs() throws Exception {
    Path path = Pages.page(dir, "gen", 1);
    try (PageSource source = open(path)) {
      assertEquals("page", source.kind());
      assertEquals("page:" + path, source.describe());
    }
  }

  @Test
  void aSymbolicLinkIsFollowed() throws Exception {
    Pages.page(dir, "gen", 5);
    Path link = Files.createSymbolicLink(dir.resolve("link"), Path.of("gen"));
    try (PageSource source = open(link)) {
      assertEquals(5, source.generation());
    }
  }

  @Test
  void aMissingFileIsRefused() {
    refused(dir.resolve("gen"), "no such file");
  }

  @Test
  void aShortFileIsRefused() {
    refused(Pages.create(dir.resolve("gen"), new byte[7]), "7 bytes long, a page has at least 8");
  }

  @Test
  void aDirectoryIsRefused() {
    refused(dir, "not a regular file");
  }

  @Test
  void aDeviceIsRefused() {
    refused(Path.of("/dev/zero"), "not a regular file");
  }

  @Test
  void aFileWritableByAllIsRefusedWithTheRemedy() throws Exception {
    Path path = Pages.page(dir, "gen", 1);
    Pages.mode(path, "rw-r--rw-");
    refused(path, "writable by others (mode 646); remedy: chmod go-w " + path);
  }

  @Test
  void aFileWritableByTheGroupIsRefused() throws Exception {
    Path path = Pages.page(dir, "gen", 1);
    Pages.mode(path, "rw-rw----");
    refused(path, "writable by others (mode 660)");
  }

  @Test
  void aStrangersFileIsRefused() throws Exception {
    Path path = Pages.page(dir, "gen", 1);
    assumeTrue(own() == 0, "only root can give files away");
    Files.setAttribute(path, "unix:uid", 12345);
    refused(path, "belongs to uid 12345, neither root nor this process (uid 0)");
  }

  @Test
  void anUnreadableFileIsRefused() throws Exception {
    assumeTrue(own() != 0, "root reads everything");
    Path path = Pages.page(dir, "gen", 1);
    Pages.mode(path, "-w-------");
    refused(path, "cannot be mapped");
  }

  @Test
  void aPathThatLeadsNowhereIsRefused() throws Exception {
    Path loop = dir.resolve("loop");
    Files.createSymbolicLink(loop, loop);
    refused(loop, "cannot be examined");
  }

  @Test
  void aPathThatIsNoneIsRefused() {
    SourceRefusedException e =
        assertThrows(SourceRefusedException.class, () -> open("\0", new ChannelMapper()));
    assertTrue(e.getMessage().contains("cannot be examined"), e.getMessage());
  }

  @Test
  void aMappingThatFailsIsRefused() {
    Path path = Pages.page(dir, "gen", 1);
    Mapper broken =
        (file, bytes) -> {
          throw new IOException("no memory");
        };
    SourceRefusedException e =
        assertThrows(SourceRefusedException.class, () -> open(path.toString(), broken));
    assertTrue(e.getMessage().endsWith("cannot be mapped: no memory"), e.getMessage());
  }

  @Test
  void theMapperGivenIsUsed() throws Exception {
    ByteBuffer other = ByteBuffer.allocateDirect(8).order(ByteOrder.BIG_ENDIAN);
    Path path = Pages.page(dir, "gen", 1);
    try (PageSource source = open(path.toString(), (file, bytes) -> other)) {
      assertSame(other, source.mapped());
      assertSame(ByteOrder.nativeOrder(), other.order());
    }
  }

  @Test
  void aHealthyPageIsLeftAlone() throws Exception {
    Path path = Pages.page(dir, "gen", 1);
    try (PageSource source = open(path)) {
      ByteBuffer page = source.mapped();
      assertNull(source.tend());
      assertSame(page, source.mapped());
    }
  }

  @Test
  void aReplacedPageIsMappedAnew() throws Exception {
    Path path = Pages.page(dir, "gen", 1);
    try (PageSource source = open(path)) {
      ByteBuffer old = source.mapped();
      Pages.replace(path, Pages.bytes(2));
      assertEquals(1, source.generation());
      assertNull(source.tend());
      assertEquals(2, source.generation());
      assertNotSame(old, source.mapped());
      assertEquals(1, old.getLong(0), "the old memory must stay good");
    }
  }

  @Test
  void aReplacementThatWillNotDoLeavesTheOldPageInUse() throws Exception {
    Path path = Pages.page(dir, "gen", 1);
    try (PageSource source = open(path)) {
      ByteBuffer old = source.mapped();
      Pages.replace(path, new byte[3]);
      said(source.tend(), "3 bytes long", "the memory mapped from it before stays in use");
      assertSame(old, source.mapped());
      assertEquals(1, source.generation());
    }
  }

  @Test
  void aDeletedPageStaysMappedUntilThereIsANewOne() throws Exception {
    Path path = Pages.page(dir, "gen", 1);
    try (PageSource source = open(path)) {
      ByteBuffer old = source.mapped();
      Files.delete(path);
      said(source.tend(), "no such file", "stays in use");
      assertTrue(source.usable());
      assertSame(old, source.mapped());
      assertEquals(1, source.generation());
      Pages.page(dir, "gen", 2);
      assertNull(source.tend());
      assertEquals(2, source.generation());
    }
  }

  @Test
  void aTruncatedPageIsGivenUpAtOnce() throws Exception {
    Path path = Pages.page(dir, "gen", 1);
    try (PageSource source = open(path)) {
      Pages.resize(path, 7);
      assertThrows(IOException.class, source::generation);
      assertNull(source.mapped());
      assertFalse(source.usable());
    }
  }

  @Test
  void aTruncatedPageIsReportedInTheSameWordsUntilItIsWhole() throws Exception {
    Path path = Pages.page(dir, "gen", 1);
    try (PageSource source = open(path)) {
      Pages.resize(path, 0);
      String trouble = source.tend();
      said(trouble, "truncated; not followed until it is whole again");
      assertNull(source.mapped());
      assertEquals(trouble, source.tend());
      Pages.resize(path, 7);
      assertEquals(trouble, source.tend());
      assertThrows(IOException.class, source::generation);
      Pages.resize(path, 8);
      assertThrows(IOException.class, source::generation, "not before it is mapped anew");
      assertNull(source.tend());
      assertNotNull(source.mapped());
      Pages.set(path, 2);
      assertEquals(2, source.generation());
    }
  }

  @Test
  void aPageThatOthersMayWriteFromNowOnIsReportedAndStaysInUse() throws Exception {
    Path path = Pages.page(dir, "gen", 1);
    try (PageSource source = open(path)) {
      Pages.mode(path, "rw-rw-rw-");
      said(source.tend(), "writable by others (mode 666)", "stays in use");
      assertEquals(1, source.generation());
      Pages.mode(path, "rw-r--r--");
      assertNull(source.tend());
    }
  }

  @Test
  void anInterruptedThreadMayMapAndRead() throws Exception {
    Path path = Pages.page(dir, "gen", 1);
    Thread.currentThread().interrupt();
    try (PageSource source = open(path)) {
      assertEquals(1, source.generation());
      assertTrue(Thread.interrupted(), "the interrupt is the caller's to see");
      Pages.set(path, 2);
      assertEquals(2, source.generation());
      assertNull(source.tend());
    }
  }

  @Test
  void theMemoryOutlivesTheSource() throws Exception {
    Path path = Pages.page(dir, "gen", 1);
    PageSource source = open(path);
    ByteBuffer page = source.mapped();
    source.close();
    source.close();
    Pages.set(path, 9);
    assertEquals(9, page.getLong(0));
    assertThrows(IOException.class, source::generation);
  }

  @Test
  void noMessageHoldsTheValue() throws Exception {
    Path path = Pages.page(dir, "gen", 314159265358979L);
    try (PageSource source = open(path)) {
      Pages.resize(path, 0);
      String trouble = source.tend() + source.tend() + source.describe();
      assertFalse(trouble.contains("314159265358979"), trouble);
    }
  }

  private static PageSource open(Path path) throws SourceRefusedException {
    return open(path.toString(), new ChannelMapper());
  }

  private static PageSource open(String path, Mapper mapper) throws SourceRefusedException {
    return PageSource.open(new SourceSpec("page", path), path, mapper);
  }

  private static void refused(Path path, String why) {
    SourceRefusedException e = assertThrows(SourceRefusedException.class, () -> open(path));
    assertEquals("source page:" + path + ": ", head(e.getMessage(), path), e.getMessage());
    assertTrue(e.getMessage().contains(why), e.getMessage());
  }

  private static String head(String message, Path path) {
    return message.substring(
        0, Math.min(message.length(), ("source page:" + path + ": ").length()));
  }

  private static void said(@Nullable String trouble, String... parts) {
    assertNotNull(trouble);
    for (String part : parts) {
      assertTrue(trouble.contains(part), trouble);
    }
  }

  private static int own() throws IOException {
    return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
  }
}
