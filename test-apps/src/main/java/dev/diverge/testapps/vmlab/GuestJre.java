package dev.diverge.testapps.vmlab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A small run-time image of a JDK: what the guest boots with. */
final class GuestJre {
  private static final List<String> MODULES =
      List.of(
          "java.base",
          "java.instrument",
          "java.logging",
          "java.management",
          "java.naming",
          "java.net.http",
          "java.rmi",
          "java.xml",
          "jdk.crypto.ec",
          "jdk.jfr",
          "jdk.management",
          "jdk.random",
          "jdk.unsupported");

  private final Workshop workshop;

  GuestJre(Workshop workshop) {
    this.workshop = workshop;
  }

  /** With the lab's own modules and these. */
  Path of(Path jdk, List<String> more) {
    List<String> modules = Stream.concat(MODULES.stream(), more.stream()).toList();
    String name =
        new Fingerprint().with(jdk.resolve("release")).with(String.join(",", modules)).text();
    return workshop.once("jre-" + name, to -> build(jdk, modules, to));
  }

  private static void build(Path jdk, List<String> modules, Path to) {
    try {
      link(jdk, modules, to);
    } catch (LabTrouble e) {
      // A JDK without jmods that cannot link from its own image either.
      Workshop.delete(to);
      copy(jdk, to);
    }
    // The guest starts twice as fast with the class data archive of its own module set.
    Program.run(to.resolve("bin/java"), "-XX:+UseSerialGC", "-Xshare:dump");
  }

  private static void link(Path jdk, List<String> modules, Path to) {
    Program.run(
        jdk.resolve("bin/jlink"),
        "--add-modules",
        String.join(",", presentIn(jdk, modules)),
        "--strip-java-debug-attributes",
        "--no-header-files",
        "--no-man-pages",
        "--output",
        to.toString());
  }

  private static List<String> presentIn(Path jdk, List<String> modules) {
    Set<String> present =
        Program.run(jdk.resolve("bin/java"), "--list-modules")
            .lines()
            .map(line -> line.replaceFirst("@.*", ""))
            .collect(Collectors.toSet());
    return modules.stream().filter(present::contains).toList();
  }

  private static void copy(Path jdk, Path to) {
    for (String part : List.of("bin/java", "lib", "conf", "release")) {
      try (Stream<Path> tree = Files.walk(jdk.resolve(part))) {
        List<Path> files = tree.filter(GuestJre::runs).toList();
        for (Path file : files) {
          Path copy = to.resolve(jdk.relativize(file).toString());
          Files.createDirectories(copy.getParent() == null ? to : copy.getParent());
          Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** What only a compiler or a debugger reads stays behind. */
  private static boolean runs(Path file) {
    String name = String.valueOf(file.getFileName());
    return Files.isRegularFile(file) && !Set.of("src.zip", "ct.sym", "classes.jsa").contains(name);
  }
}
