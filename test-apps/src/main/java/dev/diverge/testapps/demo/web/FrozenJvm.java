package dev.diverge.testapps.demo.web;

import dev.diverge.testlab.AgentJar;
import dev.diverge.testlab.ForkLab;
import dev.diverge.testlab.GenerationPage;
import dev.diverge.testlab.JavaHome;
import dev.diverge.testlab.fork.Forkable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A {@link FrozenService}, as whoever thaws its clones sees it. Not for use by two threads. */
final class FrozenJvm implements Frozen {
  private static final int SECONDS = 60;

  private final Path folder;
  private final int clones;
  private final Process process;
  private final Writer commands;
  private final BufferedReader records;
  private final List<String> emitters;
  private int thawed;

  private FrozenJvm(Path folder, int clones, Process process) throws IOException {
    this.folder = folder;
    this.clones = clones;
    this.process = process;
    commands = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    records =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    emitters = until(FrozenService.FROZEN);
  }

  /**
   * Starts one and waits until it is frozen.
   *
   * @param agent null for none
   * @param clones how many can be thawed
   */
  static FrozenJvm start(JavaHome jdk, @Nullable AgentJar agent, int clones) throws IOException {
    Path folder = Files.createTempDirectory("diverge-web-demo");
    GenerationPage page = GenerationPage.create(folder.resolve("page"));
    Process process =
        new ProcessBuilder(command(jdk, agent, page, clones))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      return new FrozenJvm(folder, clones, process);
    } catch (IOException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static List<String> command(
      JavaHome jdk, @Nullable AgentJar agent, GenerationPage page, int clones) {
    List<String> command = new ArrayList<>(List.of(jdk.java().toString(), ForkLab.EGD));
    command.addAll(Forkable.FLAGS);
    command.add("-Djava.util.logging.config.file=/dev/null"); // Tomcat tells how long it took
    command.add("--add-opens=java.base/sun.security.provider=ALL-UNNAMED"); // StaleBuffers
    if (jdk.feature() >= 22) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    if (agent != null) {
      command.add(agent.flagFor(page));
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(FrozenService.class.getName(), page.file().toString()));
    command.add(Integer.toString(clones));
    return command;
  }

  @Override
  public boolean hasMore() {
    return thawed < clones;
  }

  @Override
  public Visit thaw() throws IOException {
    thawed++;
    return visit(FrozenService.THAW, thawed);
  }

  @Override
  public boolean staysAwake() {
    return true;
  }

  @Override
  public Visit ask(int clone) throws IOException {
    return visit(FrozenService.ASK, clone);
  }

  private Visit visit(String command, int clone) throws IOException {
    commands.write(command + " " + (clone - 1) + "\n");
    commands.flush();
    return Visit.read(clone, emitters, until(FrozenService.SERVED));
  }

  /** The records before that line; a clone that hangs ends with all of them. */
  private List<String> until(String last) throws IOException {
    Thread patience = new Thread(this::endLate, "patience");
    patience.setDaemon(true);
    patience.start();
    List<String> lines = new ArrayList<>();
    try {
      for (String line; (line = records.readLine()) != null; lines.add(line)) {
        if (line.startsWith(last)) {
          return lines;
        }
      }
    } finally {
      patience.interrupt();
    }
    throw new IOException("the service ended, or did not answer within " + SECONDS + " s");
  }

  private void endLate() {
    try {
      TimeUnit.SECONDS.sleep(SECONDS);
      process.destroyForcibly();
    } catch (InterruptedException answered) {
      // In time.
    }
  }

  /** The clones die with it. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    try {
      Files.deleteIfExists(folder.resolve("page"));
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      System.err.println("demo: left behind: " + folder + ": " + e.getMessage());
    }
  }
}
