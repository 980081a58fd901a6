package dev.diverge.testlab.fork;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The jars that this process has open, by descriptor. A forked process shares their offsets with
 * the one it came from; the JDK first seeks and then reads, so that either may read what the other
 * has sought, and not find a class that is there.
 */
public record OpenJars(Map<Integer, String> paths) {
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  public static OpenJars look() {
    Map<Integer, String> paths = new TreeMap<>();
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
      for (Path descriptor : descriptors) {
        String path = target(descriptor);
        if (path.endsWith(".jar")) {
          paths.put(Integer.valueOf(descriptor.getFileName().toString()), path);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new OpenJars(paths);
  }

  private static String target(Path descriptor) throws IOException {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (NoSuchFileException closedMeanwhile) {
      return "";
    }
  }

  /** In a forked process: each descriptor gets an offset of its own. */
  public void openAnew() {
    for (Map.Entry<Integer, String> jar : paths.entrySet()) {
      int own = Libc.open(jar.getValue(), Libc.O_RDONLY, 0);
      Libc.dup2(own, jar.getKey());
      Libc.close(own);
    }
  }
}
