package dev.diverge.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSourceTest {
  @TempDir Path dir;

  @Test
  void anotherTextIsAnotherGeneration() throws Exception {
    Path path = Pages.text(dir, "gen", "1");
    try (FileSource source = open(path)) {
      long one = source.generation();
      assertEquals(one, source.generation());
      Files.writeString(path, "2");
      assertNotEquals(one, source.generation());
      Files.writeString(path, UUID.randomUUID().toString());
      long uuid = source.generation();
      Files.writeString(path, UUID.randomUUID().toString());
      assertNotEquals(uuid, source.generation());
      Files.writeString(path, "1");
      assertEquals(one, source.generation());
    }
  }

  @Test
  void whiteSpaceAroundItDoesNotCount() throws Exception {
    Path path = Pages.text(dir, "gen", "a b");
    try (FileSource source = open(path)) {
      long bare = source.generation();
      Files.writeString(path, " \t\r\na b\n\n");
      assertEquals(bare, source.generation());
      Files.writeString(path, "ab");
      assertNotEquals(bare, source.generation());
    }
  }

  @Test
  void bytesThatAreNoTextCountToo() throws Exception {
    Path path = Pages.create(dir.resolve("gen"), new byte[] {(byte) 0xff});
    try (FileSource source = open(path)) {
      long first = source.generation();
      Files.write(path, new byte[] {(byte) 0xfe});
      assertNotEquals(first, source.generation());
    }
  }

  @Test
  void theFirstFourKibibytesCount() throws Exception {
    byte[] text = "x".repeat(5000).getBytes(StandardCharsets.UTF_8);
    Path path = Pages.create(dir.resolve("gen"), text);
    try (FileSource source = open(path)) {
      long first = source.generation();
      text[4096] = 'y';
      Files.write(path, text);
      assertEquals(first, source.generation());
      text[4095] = 'y';
      Files.write(path, text);
      assertNotEquals(first, source.generation());
    }
  }

  @Test
  void itIsNotMapped() throws Exception {
    Path path = Pages.text(dir, "gen", "1");
    try (FileSource source = open(path)) {
      assertNull(source.mapped());
      assertEquals("file", source.kind());
      assertEquals("file:" + path, source.describe());
    }
  }

  @Test
  void itIsRefusedLikeAPage() throws Exception {
    refused(dir.resolve("gen"), "no such file");
    refused(dir, "not a regular file");
    refused(Pages.text(dir, "blank", " \n"), "empty");
    Path shared = Pages.text(dir, "shared", "1");
    Pages.mode(shared, "rw-rw-rw-");
    refused(shared, "writable by others (mode 666); remedy: chmod go-w " + shared);
  }

  @Test
  void anUnreadableFileIsRefused() throws Exception {
    // One that even root may only write.
    Path path = Path.of("/proc/sys/vm/drop_caches");
    assumeTrue(Files.isRegularFile(path) && !Files.isReadable(path));
    refused(path, "cannot be read");
  }

  @Test
  void anEmptyOrMissingFileIsReportedAtTheSecondLook() throws Exception {
    Path path = Pages.text(dir, "gen", "1");
    try (FileSource source = open(path)) {
      Files.write(path, new byte[0]);
      assertThrows(IOException.class, source::generation);
      assertNull(source.tend());
      String empty = source.tend();
      assertNotNull(empty);
      assertTrue(empty.endsWith("empty; its last value is kept until then"), empty);
      assertFalse(source.usable());
      Files.delete(path);
      String gone = source.tend();
      assertNotNull(gone);
      assertTrue(gone.contains("no such file"), gone);
      Pages.text(dir, "gen", "1");
      assertNull(source.tend());
      assertTrue(source.usable());
    }
  }

  @Test
  void aFileEmptyForAMomentIsNoTrouble() throws Exception {
    Path path = Pages.text(dir, "gen", "1");
    try (FileSource source = open(path)) {
      for (int i = 0; i < 3; i++) {
        Files.write(path, new byte[0]);
        assertNull(source.tend());
        Files.writeString(path, "2");
        assertNull(source.tend());
      }
    }
  }

  @Test
  void aFileThatOthersMayWriteFromNowOnIsNotRead() throws Exception {
    Path path = Pages.text(dir, "gen", "1");
    try (FileSource source = open(path)) {
      Pages.mode(path, "rw-rw-rw-");
      assertThrows(SourceRefusedException.class, source::generation);
    }
  }

  @Test
  void anInterruptedThreadMayRead() throws Exception {
    Path path = Pages.text(dir, "gen", "1");
    try (FileSource source = open(path)) {
      Thread.currentThread().interrupt();
      long first = source.generation();
      assertTrue(Thread.interrupted());
      assertEquals(first, source.generation());
    }
  }

  private static FileSource open(Path path) throws SourceRefusedException {
    return FileSource.open(new SourceSpec("file", path.toString()), path.toString());
  }

  private static void refused(Path path, String why) {
    String message = assertThrows(SourceRefusedException.class, () -> open(path)).getMessage();
    assertTrue(message.startsWith("source file:" + path + ": ") && message.contains(why), message);
  }
}
