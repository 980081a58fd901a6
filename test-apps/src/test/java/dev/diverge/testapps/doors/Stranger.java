package dev.diverge.testapps.doors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Another user of the machine. What he does, he does as a process of his own. */
final class Stranger {

  static final int UID = 65534;

  private Stranger() {}

  /** Skips, with the reason, what needs him. */
  static void assumed() throws Exception {
    String hindrance = hindrance();
    assumeTrue(hindrance == null, hindrance);
  }

  static boolean canBePlayed() throws Exception {
    return hindrance() == null;
  }

  private static @Nullable String hindrance() throws Exception {
    if (!Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
      return "only root can play another user";
    }
    try {
      Process process = new ProcessBuilder(asHim("true")).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), UTF_8);
      return process.waitFor() == 0 ? null : "another user cannot be played here: " + said;
    } catch (IOException missing) {
      return "no setpriv to play another user with";
    }
  }

  /** Lets him into a folder of ours. */
  static Path admitted(Path folder) throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    return folder;
  }

  /** A new folder, and his. */
  static Path folder(Path path) throws IOException {
    return gets(admitted(Files.createDirectory(path)));
  }

  /** A new folder of ours in which he can make names, as everybody can in {@code /tmp}. */
  static Path shared(Path path) throws IOException {
    Files.setAttribute(Files.createDirectory(path), "unix:mode", 01777);
    return path;
  }

  /** Is given what was ours. */
  static Path gets(Path path) throws IOException {
    Files.setAttribute(path, "unix:uid", UID, LinkOption.NOFOLLOW_LINKS);
    return path;
  }

  /** Does it all, and what he says of it; he may well fail. */
  static String does(Path in, String script) throws Exception {
    Process process = begins(in, "sh", "-c", script);
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return said;
  }

  /** Begins what somebody else has to end. */
  static Process begins(Path in, String... command) throws IOException {
    return new ProcessBuilder(asHim(command))
        .directory(in.toFile())
        .redirectErrorStream(true)
        .start();
  }

  private static List<String> asHim(String... command) {
    List<String> all =
        new ArrayList<>(
            List.of("setpriv", "--reuid=" + UID, "--regid=" + UID, "--clear-groups", "--"));
    all.addAll(List.of(command));
    return all;
  }
}
