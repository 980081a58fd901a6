package dev.diverge.testapps.extensions;

import dev.diverge.testapps.answers.Child;
import dev.diverge.testapps.answers.Sources;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** Makes extensions of source code, as their authors would. */
final class ExtensionJar {

  private static final String PROVIDERS = "META-INF/services/dev.diverge.integrations.Integration";

  private final Path folder;

  ExtensionJar(Path folder) {
    this.folder = folder;
  }

  /** A folder of classes and the file that names the integrations among them. */
  Path classes(String name, Map<String, String> sources, List<String> integrations)
      throws Exception {
    Map<String, String> files = new HashMap<>();
    for (Map.Entry<String, String> source : sources.entrySet()) {
      files.put(source.getKey().replace('.', '/') + ".java", source.getValue());
    }
    Path classes =
        Sources.compile(
            folder.resolve(name), files, Child.integrationsJar() + ":" + MatchingTest.byteBuddy());
    Path providers = classes.resolve(PROVIDERS);
    Files.createDirectories(providers.getParent());
    Files.write(providers, integrations);
    return classes;
  }

  /** The same in a jar; {@code spi} is the version it says it is for, or null. */
  Path jar(String name, Map<String, String> sources, List<String> integrations, String spi)
      throws Exception {
    return pack(name, classes(name, sources, integrations), spi);
  }

  Path pack(String name, Path classes, String spi) throws Exception {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    if (spi != null) {
      manifest.getMainAttributes().putValue("Diverge-Spi-Version", spi);
    }
    Path jar = folder.resolve(name + ".jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out, manifest);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        entries.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
        Files.copy(file, entries);
      }
    }
    return jar;
  }
}
