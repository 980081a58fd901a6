package dev.diverge.driver;

import static dev.diverge.driver.Soon.someLooks;
import static dev.diverge.driver.Soon.soon;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who can put another file at a path decides whether it is trusted, not only whose it is now. */
class TrustedPathTest {
  private static final int STRANGER = 65534;

  @TempDir Path temporary;

  private Path dir;

  @BeforeEach
  void lay() throws IOException {
    dir = Files.createDirectory(temporary.resolve("d"));
    Pages.mode(dir, "rwxr-xr-x");
  }

  @Test
  void aFileInADirectoryThatAllCanWriteIsRefusedWithTheRemedy() throws Exception {
    Path file = Pages.text(dir, "gen", "7");
    Pages.mode(dir, "rwxrwxrwx");
    refused(
        file, "its directory " + dir + " is writable by others (mode 777)", "chmod go-w " + dir);
    Pages.mode(dir, "rwxrwxr-x");
    refused(file, "writable by others (mode 775)");
    Pages.mode(dir, "rwxr-xr-x");
    assertEquals('7', read(file));
  }

  @Test
  void soIsEachDirectoryOnTheWay() throws Exception {
    Path inner = Files.createDirectories(dir.resolve("a/b"));
    Pages.mode(dir.resolve("a"), "rwxr-xr-x");
    Pages.mode(inner, "rwxr-xr-x");
    Path file = Pages.text(inner, "gen", "7");
    Pages.mode(dir, "rwx----w-");
    refused(file, "its directory " + dir + " is writable");
  }

  @Test
  void aStickyDirectoryKeepsWhatIsOurs() throws Exception {
    Path inner = Files.createDirectory(dir.resolve("a"));
    Pages.mode(inner, "rwxr-xr-x");
    Path file = Pages.text(inner, "gen", "7");
    Path beside = Pages.text(dir, "gen", "8");
    Files.setAttribute(dir, "unix:mode", 01777);
    assertEquals('7', read(file));
    assertEquals('8', read(beside));
    assertNotNull(TrustedFile.placeFault(dir.toString()), "a name there can be another's");
    assertNull(TrustedFile.placeFault(inner.toString()));
  }

  @Test
  void inAStickyDirectoryAFileHasOneName() throws Exception {
    Path elsewhere = Pages.text(dir, "elsewhere", "7");
    Path shared = Files.createDirectory(dir.resolve("a"));
    Path file = Files.createLink(shared.resolve("gen"), elsewhere);
    Files.setAttribute(shared, "unix:mode", 0755);
    assertEquals('7', read(file));
    Files.setAttribute(shared, "unix:mode", 01777);
    refused(file, "has 2 names");
  }

  @Test
  void aStrangersDirectoryIsRefused() throws Exception {
    assumeRoot();
    Path file = Pages.text(dir, "gen", "7");
    Files.setAttribute(dir, "unix:uid", STRANGER);
    refused(file, "its directory " + dir + " belongs to uid 65534");
    assertTrue(
        String.valueOf(TrustedFile.placeFault(dir.toString())).contains("belongs to uid 65534"));
  }

  @Test
  void aStrangersLinkIsRefusedWhereverItStands() throws Exception {
    assumeRoot();
    Path file = Pages.text(dir, "gen", "7");
    Path link = Files.createSymbolicLink(dir.resolve("link"), file);
    assertEquals('7', read(link));
    Files.setAttribute(link, "unix:uid", STRANGER, LinkOption.NOFOLLOW_LINKS);
    refused(link, "the link " + link + " belongs to uid 65534");
    Path folder = Files.createSymbolicLink(dir.resolve("folder"), dir);
    assertEquals('7', read(folder.resolve("gen")));
    Files.setAttribute(folder, "unix:uid", STRANGER, LinkOption.NOFOLLOW_LINKS);
    refused(folder.resolve("gen"), "the link " + folder + " belongs to uid 65534");
  }

  @Test
  void theTargetsOwnWayIsJudged() throws Exception {
    Path open = Files.createDirectory(dir.resolve("open"));
    Pages.text(open, "gen", "7");
    Path link = Files.createSymbolicLink(dir.resolve("link"), Path.of("open/../open/./gen"));
    Pages.mode(open, "rwxr-xr-x");
    assertEquals('7', read(link));
    Pages.mode(open, "rwxrwxrwx");
    refused(link, "its directory " + open);
  }

  @Test
  void whatCouldBlockIsNotOpened() throws Exception {
    Path fifo = dir.resolve("fifo");
    assumeTrue(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor() == 0, "no mkfifo");
    refused(fifo, "not a regular file");
    refused(Path.of("/dev/zero"), "not a regular file");
    refused(dir, "not a regular file");
  }

  /** What it shows as its text is not where it leads: here, to a file by that name no more. */
  @Test
  void aLinkOfTheKernelsThatLeadsElsewhereIsRefused() throws Exception {
    Path file = Pages.text(dir, "gen", "7");
    Process holder = new ProcessBuilder("sleep", "60").redirectInput(file.toFile()).start();
    try {
      Path held = Path.of("/proc/" + holder.pid() + "/fd/0");
      soon(() -> Files.exists(held));
      assertEquals('7', read(held));
      Pages.replace(file, new byte[] {'8'});
      refused(held, "");
    } finally {
      holder.destroy();
    }
  }

  /** {@code name → ..data/name}, {@code ..data → ..1}: the last link is what is swapped. */
  @Test
  void theSwapOfAConfigMapIsFollowed() throws Exception {
    configMap("..1", "1");
    Files.createSymbolicLink(dir.resolve("..data"), Path.of("..1"));
    Path name = Files.createSymbolicLink(dir.resolve("gen"), Path.of("..data/gen"));
    try (Recorder recorder = Recorder.open("file:" + name).followed()) {
      for (int i = 2; i <= 4; i++) {
        int epoch = i - 1;
        configMap(".." + i, String.valueOf(i));
        Path fresh = Files.createSymbolicLink(dir.resolve("..data_tmp"), Path.of(".." + i));
        Files.move(fresh, dir.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        soon(() -> recorder.generation().epoch() == epoch);
      }
      someLooks();
      assertEquals(3, recorder.generation().epoch());
      assertEquals(List.of(), recorder.lines);
    }
  }

  @Test
  void aDirectoryThatChangesUnderAFollowedSourceIsToldOnceAndKeepsTheLastValue() throws Exception {
    Path file = Pages.text(dir, "gen", "1");
    try (Recorder recorder = Recorder.open("file:" + file).followed()) {
      Pages.mode(dir, "rwxrwxrwx");
      Pages.replace(file, new byte[] {'2'});
      soon(() -> !recorder.lines.isEmpty());
      someLooks();
      assertEquals(1, recorder.lines.size());
      assertTrue(recorder.lines.get(0).contains("chmod go-w " + dir), recorder.lines.get(0));
      assertTrue(recorder.lines.get(0).contains("its last value is kept until then"));
      long before = recorder.generation().epoch();
      Pages.replace(file, new byte[] {'3'});
      someLooks();
      assertEquals(before, recorder.generation().epoch());
      Pages.mode(dir, "rwxr-xr-x");
      soon(() -> recorder.generation().epoch() == before + 1);
    }
  }

  private void configMap(String name, String text) throws IOException {
    Path folder = Files.createDirectory(dir.resolve(name));
    Pages.mode(folder, "rwxr-xr-x");
    Pages.text(folder, "gen", text);
  }

  private static int read(Path path) throws IOException {
    try (java.io.RandomAccessFile file = TrustedFile.read(path.toString())) {
      return file.read();
    }
  }

  private static void refused(Path path, String... why) {
    IOException e = assertThrows(IOException.class, () -> TrustedFile.read(path.toString()));
    for (String part : why) {
      assertTrue(String.valueOf(e.getMessage()).contains(part), e.getMessage());
    }
  }

  private static void assumeRoot() throws IOException {
    assumeTrue(
        Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid")),
        "only root can give files away");
  }
}
