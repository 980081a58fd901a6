package dev.diverge.testapps.vmlab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The folder in which the lab keeps what it has built, each under a name that says from what. */
public record Workshop(Path folder) {
  private static final Object ONE_AT_A_TIME = new Object();
  private static final Path MODULE_SOURCE = Path.of("driver", "linux");

  /** Beside this module's classes or its jar, so that {@code mvn clean} clears it. */
  public static Workshop standard() {
    Path target = classes().getParent();
    return new Workshop(
        target != null && target.endsWith("target")
            ? target.resolve("vmlab")
            : Path.of("vmlab").toAbsolutePath());
  }

  /** These classes, as the guest's class path. */
  static Path classes() {
    return placeOf(Workshop.class);
  }

  /** Whence that class was loaded. */
  static Path placeOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new LabTrouble("where is " + type + "?", e);
    }
  }

  /** The kernel module's source, looked for upwards from these classes. */
  static Path moduleSource() {
    for (Path folder = classes(); folder != null; folder = folder.getParent()) {
      Path source = folder.resolve(MODULE_SOURCE);
      if (Files.isRegularFile(source.resolve("sysgenid.h"))) {
        return source;
      }
    }
    throw new LabTrouble("no " + MODULE_SOURCE + " above " + classes());
  }

  /** Builds it unless it is there: under another name first, for a half-built one must not stay. */
  Path once(String name, Consumer<Path> build) {
    synchronized (ONE_AT_A_TIME) {
      return built(name, build);
    }
  }

  private Path built(String name, Consumer<Path> build) {
    Path finished = folder.resolve(name);
    if (Files.exists(finished)) {
      return finished;
    }
    try {
      Files.createDirectories(folder);
      Path unfinished = folder.resolve(name + ".part-" + ProcessHandle.current().pid());
      delete(unfinished);
      build.accept(unfinished);
      Files.move(unfinished, finished, StandardCopyOption.ATOMIC_MOVE);
      return finished;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void delete(Path tree) {
    if (!Files.exists(tree)) {
      return;
    }
    try (Stream<Path> files = Files.walk(tree)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
