package dev.diverge.agent.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends SIGQUIT, for which Java has no means of its own: by {@code kill} or by a shell that has one
 * built in, else by the module {@code jdk.attach}.
 */
final class SigQuit {

  private static final String[] FOLDERS = {"/bin", "/usr/bin"};

  private SigQuit() {}

  static void send(String pid) throws IOException, InterruptedException {
    for (List<String> command : commands(pid)) {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(new File("/dev/null"))
              .start();
      if (process.waitFor() == 0) {
        return;
      }
    }
    if (ModuleLayer.boot().findModule("jdk.attach").isEmpty()) {
      throw new IOException(
          "process "
              + pid
              + " does not listen yet, and nothing here can tell it to: neither kill nor a shell"
              + " nor the module jdk.attach; start it with -XX:+StartAttachListener");
    }
    JdkAttach.wake(pid);
  }

  private static List<List<String>> commands(String pid) {
    List<List<String>> commands = new ArrayList<>();
    for (String folder : FOLDERS) {
      if (Files.isExecutable(Path.of(folder, "sh"))) {
        commands.add(List.of(folder + "/sh", "-c", "kill -QUIT " + pid));
      }
      if (Files.isExecutable(Path.of(folder, "kill"))) {
        commands.add(List.of(folder + "/kill", "-QUIT", pid));
      }
    }
    return commands;
  }
}
