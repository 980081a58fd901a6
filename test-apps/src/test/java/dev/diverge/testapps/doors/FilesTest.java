package dev.diverge.testapps.doors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.testapps.answers.Child;
import dev.diverge.testapps.answers.Page;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that options name, in a folder where anybody may have been before. */
class FilesTest {

  @TempDir Path folder;

  @Test
  void whatStandsWhereTheReadyFileIsToBeIsNotFollowed() throws Exception {
    Page page = Page.in(folder);
    Path precious = Files.writeString(folder.resolve("precious"), "precious\n");
    Path shared = Files.createDirectory(folder.resolve("shared"));
    Path ready = shared.resolve("ready");
    Files.createSymbolicLink(ready, precious);
    Files.createSymbolicLink(shared.resolve("ready.next"), precious);
    assertEquals("", started(page, "ready-file=" + ready));
    assertEquals("precious\n", Files.readString(precious));
    assertEquals("epoch 0 confirmed\n", Files.readString(ready));
    assertFalse(Files.isSymbolicLink(ready));
    assertEquals(List.of("ready", "ready.next"), names(shared));
  }

  @Test
  void aFifoIsNotWaitedFor() throws Exception {
    Page page = Page.in(folder);
    Path fifo = folder.resolve("fifo");
    assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
    Path shared = Files.createDirectory(folder.resolve("shared"));
    Path ready = shared.resolve("ready");
    Files.move(fifo, shared.resolve("ready.next"));
    assertEquals("", started(page, "ready-file=" + ready));
    assertEquals("epoch 0 confirmed\n", Files.readString(ready));
    Files.delete(ready);
    Files.move(shared.resolve("ready.next"), ready);
    assertEquals("", started(page, "ready-file=" + ready));
    assertTrue(Files.isRegularFile(ready, LinkOption.NOFOLLOW_LINKS));
    assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
    for (String option : List.of("config", "rules")) {
      String err = started(page, option + "=" + fifo);
      assertEquals(1, err.lines().count(), err);
      assertTrue(err.contains(" " + fifo + " cannot be read ("), err);
    }
  }

  /** It could turn the agent off, or have it follow what others write. */
  @Test
  void whatOthersCanWriteIsNotBelieved() throws Exception {
    Page page = Page.in(folder);
    Path config = Files.writeString(folder.resolve("c.properties"), "enabled=false\nlog=bad\n");
    assertTrue(started(page, "config=" + config).contains("bad value 'bad'"));
    Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-rw-rw-"));
    for (String option : List.of("config", "rules")) {
      String err = started(page, option + "=" + config);
      assertEquals(1, err.lines().count(), err);
      assertTrue(err.contains("writable by others"), err);
    }
  }

  @Test
  void oneLineSaysWhyItCannotBeWritten() throws Exception {
    Page page = Page.in(folder);
    for (Path bad :
        List.of(
            folder.resolve("none/ready"),
            Files.createDirectory(folder.resolve("a-folder")),
            Path.of("/proc/ready"))) {
      String err = started(page, "ready-file=" + bad);
      assertEquals(1, err.lines().count(), err);
      assertTrue(err.startsWith("diverge: ready-file " + bad + " cannot be written: "), err);
    }
  }

  /** What it says on stderr while its application runs and ends. */
  private String started(Page page, String option) throws Exception {
    try (Child child = Child.main(folder, List.of(Child.agent(page, option)), LinesApp.class)) {
      assertEquals(0, child.exit());
      return child.err();
    }
  }

  private static List<String> names(Path in) throws Exception {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(in)) {
      all.forEach(path -> names.add(path.getFileName().toString()));
    }
    names.sort(null);
    return names;
  }
}
