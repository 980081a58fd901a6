package dev.diverge.testapps.vmlab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One QEMU process with a guest in it, and the lines to both. */
public final class Vm implements AutoCloseable {
  /** What the kernel prints once it has learnt of a clone and reseeded. */
  static final String RESEEDED = "crng reseeded due to virtual machine fork";

  /** What the agent prints once a clone is its own. */
  static final String DETECTED = "diverge: clone detected";

  private static final String DEBUGGER = "debugger";
  private static final String AGENT_SAYS = "diverge: ";
  private static final Duration ANSWER = Duration.ofMinutes(8);

  private final Path folder;
  private final Process process;
  private final Console console;
  private final Qmp qmp;
  private final UnixLine talk;
  private final Optional<Network> network;

  private Vm(
      Path folder,
      Process process,
      Console console,
      Qmp qmp,
      UnixLine talk,
      Optional<Network> network) {
    this.folder = folder;
    this.process = process;
    this.console = console;
    this.qmp = qmp;
    this.talk = talk;
    this.network = network;
  }

  /** Starts QEMU with these arguments besides the lines' own; the folder is this VM's alone. */
  static Vm start(Path folder, List<String> arguments, Optional<Network> network) {
    Path console = folder.resolve("console");
    List<String> command = new ArrayList<>(arguments);
    command.addAll(List.of("-chardev", "file,id=console,path=" + console));
    command.addAll(List.of("-serial", "chardev:console"));
    command.addAll(List.of("-chardev", socket("talk", folder), "-serial", "chardev:talk"));
    command.addAll(List.of("-chardev", socket("qmp", folder), "-mon", "qmp,mode=control"));
    command.addAll(List.of("-chardev", socket(DEBUGGER, folder), "-gdb", "chardev:" + DEBUGGER));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("qemu").toFile())
              .start();
      return connect(process, folder, new Console(console), network);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Vm connect(
      Process process, Path folder, Console console, Optional<Network> network) {
    try {
      UnixLine talk = UnixLine.connect(folder.resolve("talk"));
      return new Vm(folder, process, console, new Qmp(folder.resolve("qmp")), talk, network);
    } catch (LabTrouble e) {
      process.destroyForcibly();
      throw new LabTrouble("QEMU says: " + new Console(folder.resolve("qemu")).tail(), e);
    }
  }

  /** The port of this machine that leads to the guest's service. */
  public int port() {
    return network
        .map(Network::hostPort)
        .orElseThrow(() -> new LabTrouble("the guest has no network"));
  }

  /** What its agent has said on the console so far, a line each. */
  public String said() {
    StringBuilder lines = new StringBuilder();
    console
        .text()
        .lines()
        .filter(line -> line.startsWith(AGENT_SAYS))
        .forEach(line -> lines.append(line).append('\n'));
    return lines.toString();
  }

  long pid() {
    return process.pid();
  }

  Path folder() {
    return folder;
  }

  Qmp qmp() {
    return qmp;
  }

  Console console() {
    return console;
  }

  /** Does something to a stopped guest's memory. */
  void inMemory(Consumer<PhysicalMemory> work) {
    try (PhysicalMemory memory = new PhysicalMemory(folder.resolve(DEBUGGER))) {
      work.accept(memory);
    }
  }

  /** Waits until the application says that it is warm. */
  public void awaitWarm() {
    try {
      String line = talk.receive(Deadline.in(ANSWER));
      if (!line.equals(GuestApp.WARM)) {
        throw new LabTrouble("the guest said " + line);
      }
    } catch (LabTrouble e) {
      throw new LabTrouble("the guest did not become warm; its console:\n" + console.tail(), e);
    }
  }

  /** The application's answer to a command. */
  public List<String> ask(String command) {
    talk.send(command);
    Deadline deadline = Deadline.in(ANSWER);
    List<String> answer = new ArrayList<>();
    try {
      for (String line = talk.receive(deadline);
          !line.equals(GuestApp.END);
          line = talk.receive(deadline)) {
        answer.add(line);
      }
    } catch (LabTrouble e) {
      throw new LabTrouble(command + " was not answered; console:\n" + console.tail(), e);
    }
    return answer;
  }

  /** Waits until the console shows this; false when it does not in time. */
  boolean awaitConsole(String text, Duration patience) {
    Deadline deadline = Deadline.in(patience);
    while (!console.text().contains(text)) {
      if (deadline.isOver()) {
        return false;
      }
      Deadline.pause();
    }
    return true;
  }

  /** Waits until the guest has switched itself off. */
  boolean awaitEnd(Duration patience) throws InterruptedException {
    return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    qmp.close();
    talk.close();
    process.destroyForcibly().onExit().join();
  }

  private static String socket(String name, Path folder) {
    return "socket,id=" + name + ",path=" + folder.resolve(name) + ",server=on,wait=off";
  }
}
