package dev.diverge.plugins.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project of four modules, built by Maven as a stranger's is. */
class ScanTest {

  private static final String VERSION = System.getProperty("diverge.version");
  private static final Path MAVEN = Path.of(System.getProperty("maven.home"), "bin", "mvn");
  private static final Path OURS = Path.of("").toAbsolutePath();

  @TempDir Path folder;

  @Test
  void whatIsUncoveredBreaksTheBuildUnlessItIsKnown() throws Exception {
    Path project = copy(OURS.resolve("src/test/project"), folder.resolve("project"));
    Path repository = folder.resolve("repository");
    put(repository, "diverge-maven-plugin", OURS);
    put(repository, "diverge-agent", OURS.resolve("../../agent"));

    Path log = folder.resolve("log");
    int status = maven(project, repository, log);
    String said = Files.readString(log);

    assertEquals(1, status, said);
    assertTrue(result(said, "tokens").endsWith("SUCCESS"), said); // skipped
    assertTrue(result(said, "open").endsWith("FAILURE"), said); // by what its dependency has
    assertTrue(result(said, "known").endsWith("SUCCESS"), said);
    assertTrue(result(said, "quiet").endsWith("SUCCESS"), said);
    assertTrue(said.contains("com.acme.tokens.Tokens#KEY"), said);
    assertTrue(said.contains("failOn is security"), said);
    assertTrue(
        Files.readString(project.resolve("known/target/diverge-scan.sarif"))
            .contains("com.acme.tokens.Tokens#KEY"));
    assertFalse(Files.exists(project.resolve("open/target/diverge-scan.sarif")));
  }

  /** Of Maven's summary: dots between the name and the word, times behind it. */
  private static String result(String said, String module) {
    return said.lines()
        .filter(line -> line.startsWith("[INFO] " + module + " ."))
        .map(line -> line.replaceAll(" \\[.*", ""))
        .findFirst()
        .orElse("no result of " + module);
  }

  /** As {@code mvn install} would, with the pom that is published. */
  private static void put(Path repository, String artifact, Path module) throws IOException {
    Path target = module.resolve("target");
    Path jar = target.resolve(artifact + "-" + VERSION + ".jar");
    Path place = repository.resolve("dev/diverge").resolve(artifact).resolve(VERSION);
    Files.createDirectories(place);
    Files.copy(
        Files.exists(jar) ? jar : target.resolve("diverge.jar"), place.resolve(jar.getFileName()));
    Files.copy(target.resolve("flattened.pom"), place.resolve(artifact + "-" + VERSION + ".pom"));
  }

  /** All that is needed besides, this build needed too: nothing is got from elsewhere. */
  private int maven(Path project, Path repository, Path log) throws Exception {
    Path settings =
        Files.writeString(
            folder.resolve("settings.xml"),
            "<settings><mirrors><mirror><id>here</id><mirrorOf>*</mirrorOf><url>"
                + Path.of(System.getProperty("maven.repo.local")).toUri()
                + "</url></mirror></mirrors></settings>");
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    MAVEN.toString(),
                    "-B",
                    "-ntp",
                    "-fae",
                    "-s",
                    settings.toString(),
                    "-Dmaven.repo.local=" + repository,
                    "-Ddiverge.version=" + VERSION,
                    "verify"))
            .directory(project.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("diverge.test.java.home"));
    builder.environment().remove("MAVEN_ARGS");
    Process maven = builder.start();
    if (!maven.waitFor(10, TimeUnit.MINUTES)) {
      maven.destroy();
      throw new AssertionError("it takes too long: " + Files.readString(log));
    }
    return maven.exitValue();
  }

  private static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (Files.isRegularFile(file)) {
          Path copy = to.resolve(from.relativize(file).toString());
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy);
        }
      }
    }
    return to;
  }
}
