package dev.diverge.testapps;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The host's programs, where a shell would find them, and where root's would. */
public final class OnPath {
  private static final String SYSTEM_S = ":/usr/sbin:/sbin";

  private OnPath() {}

  /** The first that is there. */
  public static Optional<Path> find(String... programs) {
    String path = System.getenv().getOrDefault("PATH", "") + SYSTEM_S;
    for (String folder : path.split(File.pathSeparator, -1)) {
      for (String program : programs) {
        if (Files.isExecutable(Path.of(folder, program))) {
          return Optional.of(Path.of(folder, program));
        }
      }
    }
    return Optional.empty();
  }
}
