package dev.diverge.testapps.vmlab;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpioTest {
  @TempDir Path folder;

  @Test
  void everyEntryIsAlignedAndFoldersComeFirst() throws Exception {
    Path tree = Files.createDirectories(folder.resolve("tree/sub"));
    Files.writeString(tree.resolve("odd"), "12345");
    Files.createSymbolicLink(tree.resolve("to"), Path.of("odd"));
    Path archive = folder.resolve("archive");

    try (Cpio cpio = new Cpio(archive)) {
      cpio.file("a/b/c", "content".getBytes(US_ASCII));
      cpio.tree("t", folder.resolve("tree"));
    }

    assertEquals(
        List.of(
            "40755 a ",
            "40755 a/b ",
            "100755 a/b/c content",
            "40755 t ",
            "40755 t/sub ",
            "100755 t/sub/odd 12345",
            "120777 t/sub/to odd",
            "0 TRAILER!!! "),
        entries(Files.readAllBytes(archive)));
  }

  private static List<String> entries(byte[] archive) {
    List<String> entries = new ArrayList<>();
    int at = 0;
    while (at < archive.length) {
      assertEquals("070701", text(archive, at, 6));
      int mode = field(archive, at, 1);
      int size = field(archive, at, 6);
      int nameSize = field(archive, at, 11);
      int content = aligned(at + 110 + nameSize);
      String name = text(archive, at + 110, nameSize - 1);
      entries.add(Integer.toOctalString(mode) + " " + name + " " + text(archive, content, size));
      at = aligned(content + size);
    }
    return entries;
  }

  private static int field(byte[] archive, int at, int number) {
    return Integer.parseInt(text(archive, at + 6 + 8 * number, 8), 16);
  }

  private static String text(byte[] bytes, int from, int length) {
    return new String(bytes, from, length, US_ASCII);
  }

  private static int aligned(int at) {
    return (at + 3) / 4 * 4;
  }
}
