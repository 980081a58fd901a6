package dev.diverge.agent.answers;

import dev.diverge.agent.outside.PlainText;
import dev.diverge.agent.process.Report;
import dev.diverge.agent.transition.TransitionRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * A file that says {@code epoch N confirmed}, replaced in one piece at each confirmation. It says
 * so in a restored VM too until the clone is noticed, so wait for another number than the
 * snapshot's.
 *
 * <p>It may be in a directory where everybody can make names: what is written is a file that did
 * not exist before, moved to where it belongs. Whatever stands at either name is neither followed
 * nor opened.
 */
public final class ReadyFile implements Consumer<TransitionRecord> {

  private static final int TRIES = 16;

  private final String file;
  private final Report report;

  public ReadyFile(String file, Report report) {
    this.file = file;
    this.report = report;
  }

  @Override
  public void accept(TransitionRecord passage) {
    write(passage.epoch());
  }

  public void write(long epoch) {
    try {
      Path path = Path.of(file).toAbsolutePath();
      Path name = path.getFileName();
      if (name == null) {
        throw new IOException("it names no file");
      }
      if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        throw new IOException("there is a directory");
      }
      write(path, name.toString(), "epoch " + epoch + " confirmed\n");
    } catch (IOException | RuntimeException e) {
      report.line(
          "ready-file " + PlainText.value(file) + " cannot be written: " + PlainText.thrown(e));
    }
  }

  private static void write(Path path, String name, String text) throws IOException {
    for (int tries = 1; ; tries++) {
      Path fresh = path.resolveSibling(name + "." + Long.toHexString(System.nanoTime()) + ".next");
      try {
        write(fresh, text);
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
      } catch (FileAlreadyExistsException taken) {
        if (tries == TRIES) {
          throw taken;
        }
        continue;
      } catch (IOException | RuntimeException e) {
        Files.deleteIfExists(fresh);
        throw e;
      }
      return;
    }
  }

  private static void write(Path fresh, String text) throws IOException {
    try (OutputStream out =
        Files.newOutputStream(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
