package dev.diverge.testlab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

/** A JDK that can run an original; known by its {@code release} file. */
public record JavaHome(Path home, String version) {
  /** Says which JDK the tests' child JVMs run on. */
  public static final String PROPERTY = "diverge.test.java.home";

  public JavaHome {
    Objects.requireNonNull(home);
    Objects.requireNonNull(version);
  }

  /** The one that tests were told to use, or the running one. */
  public static JavaHome forTests() {
    return at(Path.of(System.getProperty(PROPERTY, System.getProperty("java.home"))));
  }

  public static JavaHome running() {
    return at(Path.of(System.getProperty("java.home")));
  }

  public static JavaHome at(Path home) {
    return read(home)
        .orElseThrow(() -> new IllegalArgumentException("no JDK at " + home + ": no release file"));
  }

  /** A path, or the number of a Java version that is installed beside the running one. */
  public static JavaHome named(String pathOrVersion) {
    if (!pathOrVersion.matches("\\d+")) {
      return at(Path.of(pathOrVersion));
    }
    int wanted = Integer.parseInt(pathOrVersion);
    return Stream.concat(Stream.of(running()), installed().stream())
        .filter(jdk -> jdk.feature() == wanted)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException("no JDK " + wanted + " found; give its path instead"));
  }

  public int feature() {
    return Runtime.Version.parse(version).feature();
  }

  public Path java() {
    return home.resolve("bin").resolve("java");
  }

  private static List<JavaHome> installed() {
    Set<Path> folders = new LinkedHashSet<>();
    folders.add(Objects.requireNonNull(running().home().toAbsolutePath().getParent()));
    folders.add(Path.of("/usr/lib/jvm"));
    List<JavaHome> found = new ArrayList<>();
    for (Path folder : folders) {
      if (!Files.isDirectory(folder)) {
        continue;
      }
      try (Stream<Path> homes = Files.list(folder)) {
        homes.sorted(Comparator.reverseOrder()).forEach(home -> read(home).ifPresent(found::add));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return found;
  }

  private static Optional<JavaHome> read(Path home) {
    Path release = home.resolve("release");
    if (!Files.isRegularFile(release) || !Files.isExecutable(home.resolve("bin/java"))) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    try (InputStream in = Files.newInputStream(release)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String version = properties.getProperty("JAVA_VERSION", "").replace("\"", "");
    return version.isEmpty() ? Optional.empty() : Optional.of(new JavaHome(home, version));
  }
}
