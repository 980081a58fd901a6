package dev.diverge.testlab;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The original as the lab sees it: a process to start, to attach to, to wait for. */
final class OriginalProcess {
  private static final int SHOWN_OF_STDERR = 4_000;

  private final JavaHome jdk;
  private final List<String> jvmFlags;
  private final String classPath;
  private final @Nullable AgentJar agent;
  private final boolean agentLast;
  private final @Nullable Path preloaded;
  private final LabFolder folder;
  private final Duration timeLimit;

  OriginalProcess(
      JavaHome jdk,
      List<String> jvmFlags,
      String classPath,
      @Nullable AgentJar agent,
      boolean agentLast,
      @Nullable Path preloaded,
      LabFolder folder,
      Duration timeLimit) {
    this.jdk = jdk;
    this.jvmFlags = jvmFlags;
    this.classPath = classPath;
    this.agent = agent;
    this.agentLast = agentLast;
    this.preloaded = preloaded;
    this.folder = folder;
    this.timeLimit = timeLimit;
  }

  Outcome run(boolean attachLate) {
    try {
      ProcessBuilder original =
          new ProcessBuilder(command(attachLate))
              .redirectOutput(folder.stdout().toFile())
              .redirectError(folder.stderr().toFile());
      if (preloaded != null) {
        original.environment().put("LD_PRELOAD", preloaded.toString());
      }
      Process process = original.start();
      try {
        if (attachLate && agent != null) {
          attach(process, agent);
        }
        await(process);
      } finally {
        // The clones die with it.
        process.destroyForcibly();
      }
      return OutcomeReader.read(folder.records(), stderr());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the clones ran", e);
    }
  }

  private List<String> command(boolean attachLate) {
    List<String> command = new ArrayList<>();
    command.add(jdk.java().toString());
    List<String> ours = agent == null || attachLate ? List.of() : List.of(agent.flagFor(page()));
    if (!agentLast) {
      command.addAll(ours);
    }
    command.add("-XX:ErrorFile=" + folder.folder().resolve("hs_err_%p.log"));
    command.add("-XX:+EnableDynamicAgentLoading");
    command.add("--add-opens=java.base/sun.security.provider=ALL-UNNAMED");
    if (jdk.feature() >= 22) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(jvmFlags);
    if (agentLast) {
      command.addAll(ours);
    }
    command.add("-cp");
    command.add(classPath);
    command.add(Original.class.getName());
    command.add(folder.plan().toString());
    return command;
  }

  private void attach(Process process, AgentJar agent) throws IOException, InterruptedException {
    awaitWarm(process);
    try {
      VirtualMachine vm = VirtualMachine.attach(Long.toString(process.pid()));
      try {
        vm.loadAgent(agent.jar().toString(), agent.optionsFor(page()));
      } finally {
        vm.detach();
      }
    } catch (Exception e) {
      throw failure("the agent could not be attached: " + e, e);
    }
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
  }

  private void awaitWarm(Process process) throws IOException, InterruptedException {
    while (!warm()) {
      if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
        throw failure("the original left with status " + process.exitValue(), null);
      }
    }
  }

  private boolean warm() throws IOException {
    if (!Files.exists(folder.records())) {
      return false;
    }
    try (Stream<String> lines = Files.lines(folder.records())) {
      return lines.anyMatch(RecordLog.READY::equals);
    }
  }

  private void await(Process process) throws IOException, InterruptedException {
    if (!process.waitFor(timeLimit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw failure("not done within " + timeLimit, null);
    }
    if (process.exitValue() != 0) {
      throw failure("the original left with status " + process.exitValue(), null);
    }
  }

  private GenerationPage page() {
    return new GenerationPage(folder.page());
  }

  private LabFailure failure(String what, @Nullable Exception cause) throws IOException {
    String said = stderr();
    String tail = said.substring(Math.max(0, said.length() - SHOWN_OF_STDERR));
    return new LabFailure(
        what + "\nlast record: " + lastRecord() + "\nit said on stderr:\n" + tail + crashes(),
        cause);
  }

  private String lastRecord() throws IOException {
    if (!Files.exists(folder.records())) {
      return "none";
    }
    List<String> records = Files.readAllLines(folder.records());
    return records.isEmpty() ? "none" : records.get(records.size() - 1);
  }

  private String crashes() throws IOException {
    StringBuilder heads = new StringBuilder();
    try (Stream<Path> files = Files.list(folder.folder())) {
      for (Path file :
          files.filter(path -> String.valueOf(path.getFileName()).startsWith("hs_err")).toList()) {
        try (Stream<String> lines = Files.lines(file)) {
          lines.limit(40).forEach(line -> heads.append(line).append('\n'));
        }
      }
    }
    return heads.toString();
  }

  private String stderr() throws IOException {
    return Files.readString(folder.stderr());
  }
}
