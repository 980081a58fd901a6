package dev.diverge.testapps.vmlab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A kernel of the distribution that guests can boot. */
public enum Kernel {
  LINUX_6_1("6.1", "linux-image-amd64", "linux-headers-amd64"),
  LINUX_6_12("6.12", "linux-image-6.12-amd64", "linux-headers-6.12-amd64");

  private static final Path BOOT = Path.of("/boot");
  private static final String IMAGE = "vmlinuz-";

  private final String version;
  private final String imagePackage;
  private final String headersPackage;

  Kernel(String version, String imagePackage, String headersPackage) {
    this.version = version;
    this.imagePackage = imagePackage;
    this.headersPackage = headersPackage;
  }

  public static Kernel named(String version) {
    return Stream.of(values())
        .filter(kernel -> kernel.version.equals(version))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no kernel " + version + ": 6.1 or 6.12"));
  }

  List<String> packages() {
    return List.of(imagePackage, headersPackage);
  }

  /** Installed, with the headers that a module needs. */
  boolean isInstalled() {
    return image().filter(image -> Files.exists(headers(release(image)))).isPresent();
  }

  Path bootImage() {
    return image().orElseThrow(() -> new LabTrouble("no kernel " + version + " in " + BOOT));
  }

  String release() {
    return release(bootImage());
  }

  Path headers() {
    return headers(release());
  }

  /** A module that came with it, named by its path without an ending; it may be compressed. */
  Path module(String name) {
    Path plain = Path.of("/lib/modules", release(), "kernel", name + ".ko");
    Path compressed = plain.resolveSibling(plain.getFileName() + ".xz");
    return Files.exists(compressed) ? compressed : plain;
  }

  @Override
  public String toString() {
    return version;
  }

  /** The newest; the flavour for clouds lacks the VM generation device's driver. */
  private Optional<Path> image() {
    if (!Files.isDirectory(BOOT)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(BOOT)) {
      return files
          .filter(file -> release(file).startsWith(version + "."))
          .filter(file -> release(file).endsWith("-amd64") && !release(file).contains("cloud"))
          .max(Comparator.comparing(Kernel::modified));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String release(Path image) {
    String name = String.valueOf(image.getFileName());
    return name.startsWith(IMAGE) ? name.substring(IMAGE.length()) : "";
  }

  private static Path headers(String release) {
    return Path.of("/lib/modules", release, "build");
  }

  private static long modified(Path file) {
    try {
      return Files.getLastModifiedTime(file).toMillis();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
