package dev.diverge.agent.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The process to be asked, as the kernel shows it.
 *
 * @param pid as we see it
 * @param ownPid as it sees itself, in a container of its own
 * @param uid its effective user
 * @param catchesQuit whether the signal by which a JVM is told to listen would not end it
 */
record Target(String pid, String ownPid, int uid, boolean catchesQuit) {

  private static final int QUIT_BIT = 1 << 2;

  /**
   * Looks at it.
   *
   * @throws IOException with a line for people, if it is none that we may ask
   */
  static Target of(String pid) throws IOException {
    Path process = Path.of("/proc", pid);
    if (!Files.isDirectory(process)) {
      throw new IOException("there is no process " + pid);
    }
    String own = pid;
    int uid = -1;
    boolean catches = false;
    for (String line : Files.readAllLines(process.resolve("status"))) {
      String[] words = line.split("\\s+", -1);
      switch (words[0]) {
        case "Uid:" -> uid = Integer.parseInt(words[2]);
        case "NSpid:" -> own = words[words.length - 1];
        case "SigCgt:" -> catches = (Long.parseUnsignedLong(words[1], 16) & QUIT_BIT) != 0;
        default -> {
          // Of no interest.
        }
      }
    }
    if (!isJvm(process)) {
      throw new IOException("process " + pid + " is no JVM, or not this user's");
    }
    return new Target(pid, own, uid, catches);
  }

  /** A file in its folder for temporary files, which its own container may have. */
  Path temporary(String name) {
    return Path.of("/proc", pid, "root/tmp", name);
  }

  private static boolean isJvm(Path process) {
    try (Stream<String> lines = Files.lines(process.resolve("maps"))) {
      return lines.anyMatch(line -> line.contains("/libjvm.so"));
    } catch (IOException | UncheckedIOException notOurs) {
      return false;
    }
  }
}
