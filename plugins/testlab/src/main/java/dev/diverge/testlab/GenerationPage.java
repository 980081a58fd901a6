package dev.diverge.testlab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A page of kind {@code page:}, as the machine's side holds it. It is written in place, never
 * replaced: whoever has mapped it sees the new number at once.
 */
public record GenerationPage(Path file) {
  public static GenerationPage create(Path file) {
    try {
      Files.write(file, new byte[4096]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    GenerationPage page = new GenerationPage(file);
    page.write(1);
    return page;
  }

  public void write(long generation) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(bytes(generation)), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] bytes(long generation) {
    return ByteBuffer.allocate(Long.BYTES)
        .order(ByteOrder.nativeOrder())
        .putLong(generation)
        .array();
  }
}
