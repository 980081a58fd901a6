package dev.diverge.driver;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What shows that a file is not as it was, and that it is. */
class UnchangedFileTest {

  @TempDir Path folder;

  private Path path;
  private UnchangedFile file;

  /** A change to it. */
  private interface Deed {
    void run() throws Exception;
  }

  @BeforeEach
  void aFileIsJudged() throws Exception {
    path = folder.resolve("page");
    Files.write(path, new byte[8]);
    file = new UnchangedFile(path.toString());
    assertFalse(file.isSo(), "nobody has judged it");
    judge();
  }

  @Test
  void whatWasJustWrittenIsNotReliedOn() {
    UnchangedFile early = new UnchangedFile(path.toString());
    assertFalse(early.isSo());
    early.judged();
    assertFalse(early.isSo());
  }

  @Test
  void aJudgementIsNotGoodForEver() {
    assertTrue(file.isSo());
    await().atMost(Duration.ofSeconds(8)).until(() -> !file.isSo());
  }

  @Test
  void itIsForgotten() {
    file.forget();
    assertFalse(file.isSo());
  }

  @Test
  void whateverIsDoneToItShows() throws Exception {
    shows(() -> Files.write(path, new byte[8]));
    shows(
        () -> {
          FileTime before = Files.getLastModifiedTime(path);
          Files.write(path, new byte[8]);
          Files.setLastModifiedTime(path, before);
        });
    shows(() -> Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-")));
    shows(() -> Files.createLink(folder.resolve("name"), path));
    shows(() -> Files.delete(folder.resolve("name")));
    shows(
        () -> {
          try (RandomAccessFile open = new RandomAccessFile(path.toFile(), "rw")) {
            open.setLength(4);
          }
        });
    shows(
        () -> {
          Path other = Files.write(folder.resolve("other"), new byte[8]);
          Files.move(other, path, StandardCopyOption.REPLACE_EXISTING);
        });
    shows(() -> Files.delete(path));
  }

  private void shows(Deed deed) throws Exception {
    judge();
    deed.run();
    assertFalse(file.isSo());
  }

  /** A second after it was changed, at the earliest. */
  private void judge() {
    await()
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              boolean so = file.isSo();
              if (!so) {
                file.judged();
              }
              return so;
            });
  }
}
