package dev.diverge.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What others put where a publisher writes, or hold of what it locks. */
@Timeout(60)
@SuppressWarnings("try") // that it is open is what matters of a publisher
class PublisherPlaceTest {
  private static final int STRANGER = 65534;

  @TempDir Path temporary;

  private Path dir;
  private Path page;
  private Path lock;
  private Path source;

  @BeforeEach
  void lay() throws IOException {
    dir = Files.createDirectory(temporary.resolve("run"));
    Pages.mode(dir, "rwxr-xr-x");
    page = dir.resolve("generation");
    lock = dir.resolve("generation.lock");
    source = Pages.text(temporary, "counter", "1");
  }

  @Test
  void itsLockIsForItsOwnEyes() throws Exception {
    try (Publisher publisher = open()) {
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(lock)));
    }
  }

  /** Through what he opened while it was open to him. */
  @Test
  void aReadersLockOnAnEarlierVersionsFileKeepsNobodyFromStarting() throws Exception {
    Files.createFile(lock);
    Pages.mode(lock, "rw-r--r--");
    Process reader = lock("shared");
    try (Publisher publisher = open()) {
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(lock)));
      assertThrows(IOException.class, this::open);
    } finally {
      reader.destroy();
    }
  }

  @Test
  void anEarlierVersionsPublisherIsNotRunOver() throws Exception {
    Files.createFile(lock);
    Pages.mode(lock, "rw-r--r--");
    Process publisher = lock("exclusive");
    try {
      refused("another publisher is at it");
    } finally {
      publisher.destroy();
    }
  }

  @Test
  void soIsAnotherOfThisVersion() throws Exception {
    open().close();
    Process publisher = lock("exclusive");
    try {
      refused("another publisher is at it");
    } finally {
      publisher.destroy();
    }
  }

  @Test
  void aDirectoryInWhichOthersCanMakeNamesIsRefused() throws Exception {
    Pages.mode(dir, "rwxrwxrwx");
    refused("writable by others (mode 777)");
    Files.setAttribute(dir, "unix:mode", 01777);
    refused("others may make files in it");
    Pages.mode(dir, "rwxr-xr-x");
    Pages.mode(temporary, "rwx----w-");
    refused("its directory " + temporary);
    Pages.mode(temporary, "rwx------");
    open().close();
  }

  @Test
  void aStrangersDirectoryIsRefusedAndNothingIsMadeThroughHisLink() throws Exception {
    assumeTrue(
        Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid")),
        "only root can give files away");
    Path link = Files.createSymbolicLink(temporary.resolve("link"), dir);
    Files.setAttribute(link, "unix:uid", STRANGER, LinkOption.NOFOLLOW_LINKS);
    page = link.resolve("deeper/generation");
    refused("the link " + link + " belongs to uid 65534");
    assertTrue(Files.notExists(dir.resolve("deeper")));
    page = dir.resolve("generation");
    Files.setAttribute(dir, "unix:uid", STRANGER);
    refused("belongs to uid 65534");
  }

  @Test
  void nothingIsWrittenThroughALink() throws Exception {
    Path victim = Pages.text(temporary, "victim", "precious");
    Files.createSymbolicLink(page, victim);
    refused("is not a regular file");
    Files.delete(page);
    Files.createSymbolicLink(dir.resolve("generation.tmp"), victim);
    Files.createSymbolicLink(dir.resolve("generation.state"), victim);
    open().close();
    Files.createSymbolicLink(dir.resolve("other.lock"), victim);
    page = dir.resolve("other");
    refused("not a regular file");
    assertEquals("precious", Files.readString(victim));
  }

  @Test
  void aFifoAtTheLocksNameBlocksNobody() throws Exception {
    assumeTrue(new ProcessBuilder("mkfifo", lock.toString()).start().waitFor() == 0, "no mkfifo");
    refused("is not a regular file");
  }

  private Publisher open() throws IOException {
    return Publisher.open(page, SourceSpec.parse("file:" + source), line -> {});
  }

  private void refused(String why) {
    IOException e = assertThrows(IOException.class, () -> open().close());
    assertTrue(String.valueOf(e.getMessage()).contains(why), e.getMessage());
  }

  private Process lock(String how) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("diverge.test.java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.diverge.driver.Reader",
                lock.toString(),
                how)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertEquals('l', process.getInputStream().read());
    return process;
  }
}
