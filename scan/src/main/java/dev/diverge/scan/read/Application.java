package dev.diverge.scan.read;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringTokenizer;

/** What was named on the command line, walked over: each file once. */
public final class Application {

  private static final long FILE_AT_MOST = Integer.MAX_VALUE;
  private static final int CLASS_AT_MOST = 16 << 20;
  private static final int DEEPEST_FOLDER = 64;
  private static final String QUARKUS = "quarkus-run.jar";
  private static final String[] BESIDE_QUARKUS = {"app", "quarkus", "lib"};

  private final Sink sink;
  private final int feature;
  private final Set<Path> seen = new HashSet<>();

  /**
   * Nothing read yet.
   *
   * @param feature the JDK's version whose classes of a multi-release jar are meant
   */
  public Application(Sink sink, int feature) {
    this.sink = sink;
    this.feature = feature;
  }

  /**
   * Reads a jar, a folder, or a class path of them.
   *
   * @return whether it could be read
   */
  public boolean read(String named) {
    List<Path> paths = new ArrayList<>();
    if (named.isEmpty()) {
      sink.trouble("a path is empty"); // a variable that is not set is not the current folder
      return false;
    }
    try {
      if (Files.exists(Path.of(named))) {
        paths.add(Path.of(named));
      } else if (named.indexOf(File.pathSeparatorChar) >= 0 || named.endsWith("*")) {
        StringTokenizer parts = new StringTokenizer(named, File.pathSeparator);
        while (parts.hasMoreTokens()) {
          String part = parts.nextToken();
          paths.add(Path.of(part.endsWith("*") ? part.substring(0, part.length() - 1) : part));
        }
      } else {
        sink.trouble(named + ": there is no such file or folder");
        return false;
      }
    } catch (InvalidPathException e) {
      sink.trouble(named + ": this is no path");
      return false;
    }
    boolean all = true;
    for (Path path : paths) {
      all &= path(path);
    }
    return all;
  }

  private boolean path(Path path) {
    try {
      if (Files.isDirectory(path)) {
        folder(path, true);
        return true;
      }
      if (Files.isRegularFile(path)) {
        if (path.toString().endsWith(".class")) {
          classFile(path, Place.of(path.toString(), true));
          return true;
        }
        return jar(path, true);
      }
      sink.trouble(
          path
              + (Files.exists(path)
                  ? ": it is neither a file nor a folder"
                  : ": there is no such file or folder"));
    } catch (IOException | UncheckedIOException e) {
      sink.trouble(path + ": it cannot be read: " + Why.of(e));
    }
    return false;
  }

  private boolean jar(Path file, boolean application) {
    try {
      if (!seen.add(file.toRealPath())) {
        return true;
      }
      Map<String, String> manifest;
      try (FileChannel channel = FileChannel.open(file)) {
        long size = channel.size();
        if (size > FILE_AT_MOST) {
          throw new IOException("it is larger than 2 GiB");
        }
        ByteBuffer bytes = channel.map(MapMode.READ_ONLY, 0, size);
        manifest =
            new Jar(sink, new Allowance(size), feature)
                .read(bytes, Place.of(file.toString(), application), 0);
      }
      beside(file, manifest.getOrDefault("class-path", ""));
      return true;
    } catch (IOException | RuntimeException | InternalError e) {
      sink.trouble(file + ": it cannot be read: " + Why.of(e));
      return false;
    }
  }

  /** What a thin jar's manifest names, and what Quarkus's launcher finds by itself. */
  private void beside(Path file, String classPath) throws IOException {
    Path folder = file.toAbsolutePath().normalize().getParent();
    if (folder == null) {
      return;
    }
    StringTokenizer parts = new StringTokenizer(classPath, " ");
    while (parts.hasMoreTokens()) {
      Path named = named(folder, parts.nextToken());
      if (named == null) {
        continue;
      }
      if (Files.isRegularFile(named)) {
        jar(named, false);
      } else if (Files.isDirectory(named)) {
        folder(named, false); // of which the JVM takes no jars
      }
    }
    if (file.endsWith(QUARKUS)) {
      for (String name : BESIDE_QUARKUS) {
        if (Files.isDirectory(folder.resolve(name))) {
          folder(folder.resolve(name), true);
        }
      }
    }
  }

  private static @org.jspecify.annotations.Nullable Path named(Path folder, String text) {
    try {
      if (text.startsWith("file:")) {
        return Path.of(java.net.URI.create(text));
      }
      String plain = text.indexOf('%') < 0 ? text : java.net.URI.create(text).getPath();
      return plain == null || plain.contains("://") ? null : folder.resolve(plain);
    } catch (IllegalArgumentException e) {
      return null; // the JVM ignores it, too
    }
  }

  private void folder(Path root, boolean jars) throws IOException {
    Place own = Place.of(root.toString(), true);
    sink.enter(own);
    Files.walkFileTree(
        root,
        Set.of(),
        DEEPEST_FOLDER,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return isJdk(folder) || folder.endsWith("META-INF/versions")
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            file(file, root, own, jars);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            sink.trouble(file + ": it cannot be read: " + Why.of(e));
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static boolean isJdk(Path folder) {
    return Files.exists(folder.resolve("lib/modules")) && Files.exists(folder.resolve("release"));
  }

  private void file(Path file, Path root, Place own, boolean jars) {
    String name = file.getFileName().toString();
    if (Jar.isNamedSo(name)) {
      if (jars && Files.isRegularFile(file)) {
        // Quarkus's own jar lies in app/, those of libraries in lib/.
        Path parent = file.getParent();
        jar(file, parent != null && parent.endsWith("app") && !parent.equals(root));
      }
      return;
    }
    try {
      if (name.endsWith(".class") && !name.endsWith("-info.class") && Files.isRegularFile(file)) {
        classFile(file, own);
      } else if (name.endsWith(".rules") && file.toString().contains("META-INF/diverge/")) {
        sink.rules(small(file), own);
      }
    } catch (IOException e) {
      sink.trouble(file + ": it cannot be read: " + Why.of(e));
    }
  }

  private void classFile(Path file, Place place) throws IOException {
    if (seen.add(file.toRealPath())) {
      sink.classFile(small(file), file.toString(), place);
    }
  }

  private static byte[] small(Path file) throws IOException {
    if (Files.size(file) > CLASS_AT_MOST) {
      throw new IOException("it is larger than " + (CLASS_AT_MOST >> 20) + " MiB");
    }
    return Files.readAllBytes(file);
  }
}
