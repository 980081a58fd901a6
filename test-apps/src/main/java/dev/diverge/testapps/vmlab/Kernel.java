package dev.diverge.testapps.vmlab;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

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
  LINUX_6_12("6.12", "linux-image-6.12-amd64", "linux-headers-6.12-amd64"),

  /** Of Debian's sid, in a folder: see {@link #ROOT}. */
  LINUX_7_2("7.2", "linux-image-amd64", "linux-headers-amd64");

  /** The folder of a Debian with newer kernels, as debootstrap makes it. */
  static final String ROOT = "diverge.vm.root";

  private static final Path OWN_ROOT = Path.of("/");
  private static final String IMAGE = "vmlinuz";

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
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no kernel " + version + ": 6.1, 6.12 or, with -D" + ROOT + "=FOLDER, 7.2"));
  }

  List<String> packages() {
    return List.of(imagePackage, headersPackage);
  }

  /** Installed, with the headers that a module needs. */
  boolean isInstalled() {
    return image()
        .filter(image -> Files.exists(headers(release(image)), NOFOLLOW_LINKS))
        .isPresent();
  }

  Path bootImage() {
    return image().orElseThrow(() -> new LabTrouble("no kernel " + version + " in " + root()));
  }

  String release() {
    return release(bootImage());
  }

  /** Where its Debian is: the machine's own, or one in a folder. */
  Path root() {
    return this == LINUX_7_2 ? Path.of(System.getProperty(ROOT, "/")) : OWN_ROOT;
  }

  boolean isOfThisMachine() {
    return root().equals(OWN_ROOT);
  }

  /** A module that came with it, named by its path without an ending; it may be compressed. */
  Path module(String name) {
    Path plain = modules().resolve(release()).resolve("kernel").resolve(name + ".ko");
    Path compressed = plain.resolveSibling(plain.getFileName() + ".xz");
    return Files.exists(compressed) ? compressed : plain;
  }

  @Override
  public String toString() {
    return version;
  }

  /** The newest; the flavour for clouds lacks the VM generation device's driver. */
  private Optional<Path> image() {
    return Stream.concat(bootImages(), imagesAmongModules())
        .filter(file -> release(file).startsWith(version + "."))
        .filter(file -> release(file).endsWith("-amd64") && !release(file).contains("cloud"))
        .max(Comparator.comparing(Kernel::modified));
  }

  private Stream<Path> bootImages() {
    return list(root().resolve("boot")).filter(file -> !release(file).isEmpty());
  }

  /** Of newer packages; their installation copies them to where the others are. */
  private Stream<Path> imagesAmongModules() {
    return list(modules()).map(folder -> folder.resolve(IMAGE)).filter(Files::isRegularFile);
  }

  private static Stream<Path> list(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of {@code vmlinuz-RELEASE} and of {@code RELEASE/vmlinuz}. */
  private static String release(Path image) {
    String name = String.valueOf(image.getFileName());
    Path folder = image.getParent();
    if (name.equals(IMAGE) && folder != null) {
      return String.valueOf(folder.getFileName());
    }
    return name.startsWith(IMAGE + "-") ? name.substring(IMAGE.length() + 1) : "";
  }

  private Path headers(String release) {
    return modules().resolve(release).resolve("build");
  }

  private Path modules() {
    return root().resolve("lib").resolve("modules");
  }

  private static long modified(Path file) {
    try {
      return Files.getLastModifiedTime(file).toMillis();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
