package dev.diverge.testapps.answers;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** A generation page in a file; its generation raised is a clone to whoever follows it. */
public record Page(Path file) {

  public static Page in(Path folder) throws IOException {
    Path file = folder.resolve("generation");
    Files.write(file, new byte[4096]);
    return new Page(file);
  }

  public void raise() {
    try (RandomAccessFile page = new RandomAccessFile(file.toFile(), "rw")) {
      ByteBuffer word = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder());
      page.getChannel().read(word, 0);
      word.putLong(0, word.getLong(0) + 1).rewind();
      page.getChannel().write(word, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
