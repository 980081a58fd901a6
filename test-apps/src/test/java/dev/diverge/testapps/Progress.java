package dev.diverge.testapps;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Tells, as each test class begins, which of how many it is. The classes are run by several
 * processes, which count in one file: a byte a class.
 */
public final class Progress implements BeforeAllCallback {
  private static final String FILE = "diverge.progress";

  /** The classes that a command line names; empty where it names none. */
  private static final String NAMED = "diverge.progress.named";

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    String file = System.getProperty(FILE);
    if (file == null
        || !System.getProperty(NAMED, "").isEmpty()
        || context.getRequiredTestClass().getEnclosingClass() != null) {
      return;
    }
    System.out.printf(
        "test class %d of %d: %s%n",
        count(Path.of(file)), all(), context.getRequiredTestClass().getSimpleName());
  }

  private static long count(Path file) throws IOException {
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      assert lock.isValid();
      channel.write(ByteBuffer.allocate(1), channel.size());
      return channel.size();
    }
  }

  private static long all() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("target", "test-classes"))) {
      return files.filter(file -> file.toString().endsWith("Test.class")).count();
    }
  }
}
