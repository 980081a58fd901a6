package dev.diverge.plugins.otel;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The agent's jar as a file, which the JVM wants. It is nested in the extension's, and copied into
 * a folder for temporary files, unless the very same lies beside the extension: an image may have
 * no folder to write to.
 *
 * <p>Another one beside it is not used: the folder may be one in which everybody can make files.
 */
final class AgentFile {

  private static final String NAME = "diverge.jar";
  private static final String EXTENSIONS = "otel.javaagent.extensions";
  private static final String EXTENSIONS_VARIABLE = "OTEL_JAVAAGENT_EXTENSIONS";
  private static final int TRIES = 10;

  private AgentFile() {}

  static File find() throws IOException {
    byte[] nested = nested();
    Path beside = beside(places(), nested);
    return (beside == null ? unpacked(nested) : beside).toFile();
  }

  /** Where extensions are: files and folders, by commas. Of ours, the class knows no file. */
  private static String places() {
    String places = System.getProperty(EXTENSIONS);
    places = places == null ? System.getenv(EXTENSIONS_VARIABLE) : places;
    return places == null ? "" : places;
  }

  static @Nullable Path beside(String places, byte[] same) {
    for (int start = 0; start < places.length(); ) {
      int comma = places.indexOf(',', start);
      int end = comma < 0 ? places.length() : comma;
      Path jar = beside(places.substring(start, end).strip());
      if (jar != null && isSame(jar, same)) {
        return jar;
      }
      start = end + 1;
    }
    return null;
  }

  private static @Nullable Path beside(String place) {
    try {
      Path extension = Path.of(place);
      return Files.isDirectory(extension)
          ? extension.resolve(NAME)
          : extension.resolveSibling(NAME);
    } catch (RuntimeException unspeakable) {
      return null;
    }
  }

  private static boolean isSame(Path jar, byte[] same) {
    try {
      return Files.isRegularFile(jar)
          && Files.size(jar) == same.length
          && Arrays.equals(Files.readAllBytes(jar), same);
    } catch (IOException unreadable) {
      return false;
    }
  }

  private static byte[] nested() throws IOException {
    ClassLoader loader = AgentFile.class.getClassLoader();
    try (InputStream in = loader == null ? null : loader.getResourceAsStream(NAME)) {
      if (in == null) {
        throw new IOException(NAME.concat(" is missing in the extension's jar"));
      }
      return in.readAllBytes();
    }
  }

  private static Path unpacked(byte[] nested) throws IOException {
    String temporary = System.getProperty("java.io.tmpdir", "/tmp");
    try {
      return unpacked(Path.of(temporary), nested);
    } catch (IOException notWritable) {
      try {
        return unpacked(Path.of("/dev/shm"), nested);
      } catch (IOException neither) {
        throw new IOException(
            NAME.concat(" can be unpacked neither into ")
                .concat(temporary)
                .concat(" nor into /dev/shm: put it beside the extension's jar"),
            notWritable);
      }
    }
  }

  /**
   * Named without the JDK's help, which draws random numbers for it, and not by the process, whose
   * number costs a pool of threads.
   */
  private static Path unpacked(Path folder, byte[] nested) throws IOException {
    for (int i = 1; ; i++) {
      Path jar = folder.resolve("diverge-".concat(Long.toString(System.nanoTime())).concat(".jar"));
      try (OutputStream out = created(jar)) {
        jar.toFile().deleteOnExit();
        out.write(nested);
        return jar;
      } catch (IOException e) {
        if (i == TRIES || !Files.isWritable(folder)) {
          throw e;
        }
      }
    }
  }

  /** Its owner's alone, and no one else's link. */
  private static OutputStream created(Path jar) throws IOException {
    return Channels.newOutputStream(
        Files.newByteChannel(
            jar,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(
                Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE))));
  }
}
