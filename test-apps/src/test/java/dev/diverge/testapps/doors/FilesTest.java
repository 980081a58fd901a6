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

  /** All of it is his: the folder, what is in it, and what stands there in the next moment. */
  @Test
  void whatAnotherUserPutsThereIsNeitherReadNorFollowedNorWaitedFor() throws Exception {
    Stranger.assumed();
    Page page = Page.in(Stranger.admitted(folder));
    Path precious = Files.writeString(folder.resolve("precious"), "precious\n");
    Path his = Stranger.folder(folder.resolve("his"));
    Files.writeString(his.resolve("ours.properties"), "poll=1\n");
    Stranger.does(
        his,
        "ln -s ../precious ready; ln -s ../precious ready.next; echo enabled=false >own; mkfifo"
            + " rules; ln -s ../ours.properties link");
    Path ready = his.resolve("ready");
    for (String config : List.of("own", "ours.properties", "link")) {
      try (Child child =
          Child.main(
              folder,
              List.of(
                  Child.agent(
                      page,
                      "poll=20",
                      "ready-file=" + ready,
                      "config=" + his.resolve(config),
                      "rules=" + his.resolve("rules"))),
              EpochApp.class)) {
        child.await("up");
        assertEquals(2, child.err().lines().count(), child.err());
        assertEquals(3, child.err().split("its directory " + his + " belongs to uid 65534").length);
        if (config.equals("own")) {
          swapsAtEachEpoch(child, page, his);
        }
        assertEquals(0, child.exit());
      }
      assertEquals("precious\n", Files.readString(precious));
    }
  }

  /** He has a link, a pipe and a folder take turns where the file is to be. */
  private static void swapsAtEachEpoch(Child child, Page page, Path his) throws Exception {
    Process swaps =
        Stranger.begins(
            his,
            "sh",
            "-c",
            "while :; do ln -s ../precious n; mv -fT n ready; mkfifo n; mv -fT n ready; rm -f"
                + " ready; mkdir ready; rmdir ready; for f in ready.*.next; do ln -sf ../precious"
                + " $f; done; done");
    try {
      for (int epoch = 1; epoch <= 10; epoch++) {
        page.raise();
        child.say("");
        child.await("look " + (epoch - 1) + " epoch " + epoch);
        Thread.sleep(50);
      }
    } finally {
      swaps.destroyForcibly();
      swaps.waitFor();
    }
    Stranger.does(his, "rm -rf ready");
    page.raise();
    Path ready = his.resolve("ready");
    for (long began = System.nanoTime(); !Files.exists(ready); Thread.sleep(20)) {
      assertTrue(System.nanoTime() - began < 60_000_000_000L, child.err());
    }
    assertEquals("epoch 11 confirmed\n", Files.readString(ready));
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
