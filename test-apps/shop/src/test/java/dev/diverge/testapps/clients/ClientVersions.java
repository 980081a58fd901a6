package dev.diverge.testapps.clients;

import dev.diverge.testlab.EmitterSet;
import dev.diverge.testlab.ForkLab;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The ends of what the clients are tested with; the shop is made with versions between. Which they
 * are stands in the shop's POM alone, and the build has put their jars into a folder for each end.
 */
enum ClientVersions {
  OLDEST,
  NEWEST;

  private static final String KAFKA = "kafka-clients.jar";

  /** With all but Kafka's before the shop's own. */
  ForkLab lab(EmitterSet emitters) throws IOException {
    ForkLab lab = new ForkLab(emitters);
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder())) {
      for (Path jar : jars) {
        lab = jar.endsWith(KAFKA) ? lab : lab.firstOnClassPath(jar);
      }
    }
    return lab;
  }

  /** With Kafka's alone, which is then another than the broker's. */
  ForkLab kafka(EmitterSet emitters) throws IOException {
    return new ForkLab(emitters).firstOnClassPath(folder().resolve(KAFKA));
  }

  private Path folder() throws IOException {
    return Path.of("target", "clients", name().toLowerCase(Locale.ROOT)).toRealPath();
  }
}
