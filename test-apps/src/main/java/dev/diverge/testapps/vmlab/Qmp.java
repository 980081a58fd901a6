package dev.diverge.testapps.vmlab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** QEMU's machine protocol, as little of it as the lab needs. */
final class Qmp implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Pattern STATUS = Pattern.compile("\"status\": \"([^\"]+)\"");

  private final UnixLine line;

  Qmp(Path socket) {
    line = UnixLine.connect(socket);
    line.receive(Deadline.in(PATIENCE)); // its greeting
    command("qmp_capabilities");
  }

  void stop() {
    command("stop");
  }

  void resume() {
    command("cont");
  }

  void quit() {
    command("quit");
  }

  /** Writes the devices' state; the memory lies in a file of its own already. */
  void saveTo(Path state) {
    leaveSharedMemoryOut();
    command("migrate", "\"uri\": \"exec:cat > '" + state + "'\"");
    awaitStatus("query-migrate", "completed");
  }

  /** Reads it into a VM that was started without one; it is then stopped, as the original was. */
  void loadFrom(Path state) {
    leaveSharedMemoryOut();
    command("migrate-incoming", "\"uri\": \"exec:cat '" + state + "'\"");
    awaitStatus("query-status", "paused");
  }

  @Override
  public void close() {
    line.close();
  }

  private void leaveSharedMemoryOut() {
    command(
        "migrate-set-capabilities",
        "\"capabilities\": [{\"capability\": \"x-ignore-shared\", \"state\": true}]");
  }

  private void awaitStatus(String query, String wanted) {
    Deadline deadline = Deadline.in(PATIENCE);
    while (true) {
      String answer = command(query);
      Matcher status = STATUS.matcher(answer);
      if (status.find() && status.group(1).equals(wanted)) {
        return;
      }
      if (answer.contains("\"failed\"") || deadline.isOver()) {
        throw new LabTrouble(query + " is not " + wanted + ": " + answer);
      }
      Deadline.pause();
    }
  }

  private String command(String name) {
    return command(name, "");
  }

  private String command(String name, String arguments) {
    line.send("{\"execute\": \"" + name + "\", \"arguments\": {" + arguments + "}}");
    Deadline deadline = Deadline.in(PATIENCE);
    while (true) {
      String answer = line.receive(deadline);
      if (answer.startsWith("{\"error\"")) {
        throw new LabTrouble(name + ": " + answer);
      }
      if (answer.startsWith("{\"return\"")) {
        return answer;
      }
      // Otherwise an event, which nobody here waits for.
    }
  }
}
