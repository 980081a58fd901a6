package dev.diverge.agent.cli;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

/**
 * Asks the agent in a running JVM by attaching to it; the answer comes in a file that only this
 * user can read. Loaded only where the module {@code jdk.attach} is there.
 */
final class Ask {

  /** What came back: an exit status and a text. */
  record Answer(int exit, String text) {}

  private Ask() {}

  /**
   * Asks once.
   *
   * @throws IOException with a line for people, if there is no answer
   */
  static Answer ask(String pid, String question, Path jar) throws IOException {
    VirtualMachine machine = attach(pid);
    try {
      if (machine.getSystemProperties().getProperty("dev.diverge.installed") == null) {
        throw new IOException("there is no Diverge agent in process " + pid);
      }
      Path folder =
          Files.createTempDirectory(
              "diverge",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Path reply = folder.resolve("reply");
      try {
        Files.createFile(
            reply,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        giveTo(pid, folder, reply);
        machine.loadAgent(jar.toString(), "ask=" + question + ",reply=" + reply);
        return read(pid, reply);
      } finally {
        Files.deleteIfExists(reply);
        Files.deleteIfExists(folder);
      }
    } catch (AgentLoadException | AgentInitializationException e) {
      throw new IOException("process " + pid + " refuses agents: " + e.getMessage(), e);
    } finally {
      machine.detach();
    }
  }

  private static VirtualMachine attach(String pid) throws IOException {
    if (!Files.isDirectory(Path.of("/proc", pid)) && Files.isDirectory(Path.of("/proc/self"))) {
      throw new IOException("there is no process " + pid);
    }
    if (!isJvm(pid)) {
      // The attach signals it with SIGQUIT, which ends a process that is no JVM.
      throw new IOException("process " + pid + " is no JVM, or not this user's");
    }
    try {
      return VirtualMachine.attach(pid);
    } catch (AttachNotSupportedException | IOException e) {
      throw new IOException(
          "process "
              + pid
              + " cannot be attached to: "
              + e.getMessage()
              + " (is it a JVM, of this user?)",
          e);
    }
  }

  private static boolean isJvm(String pid) {
    Path maps = Path.of("/proc", pid, "maps");
    if (!Files.exists(Path.of("/proc/self/maps"))) {
      return true; // cannot be told on this system
    }
    try (Stream<String> lines = Files.lines(maps)) {
      return lines.anyMatch(line -> line.endsWith("libjvm.so"));
    } catch (IOException | UncheckedIOException notOurs) {
      return false;
    }
  }

  /** The superuser asks another user's JVM, which must be able to write. */
  private static void giveTo(String pid, Path folder, Path reply) throws IOException {
    Path process = Path.of("/proc", pid);
    if (Files.isDirectory(process) && !Files.getOwner(process).equals(Files.getOwner(folder))) {
      Files.setOwner(reply, Files.getOwner(process));
      Files.setOwner(folder, Files.getOwner(process));
    }
  }

  private static Answer read(String pid, Path reply) throws IOException {
    String text = Files.readString(reply);
    int end = text.indexOf('\n');
    if (end < 0) {
      throw new IOException(
          "process " + pid + " gave no answer: its agent is disabled, not installed, or older");
    }
    return new Answer(Integer.parseInt(text.substring(0, end)), text.substring(end + 1));
  }
}
