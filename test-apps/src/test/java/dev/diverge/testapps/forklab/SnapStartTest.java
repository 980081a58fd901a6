package dev.diverge.testapps.forklab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.diverge.testapps.libraries.LibraryJars;
import dev.diverge.testlab.AgentJar;
import dev.diverge.testlab.JavaHome;
import dev.diverge.testlab.fork.Forkable;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A function under the runtime client that Lambda itself runs, restored again and again from one
 * snapshot: each restore is a forked process, in which the client goes on.
 */
class SnapStartTest {
  private static final String CLIENT =
      "com.amazonaws:aws-lambda-java-runtime-interface-client:2.10.1";
  private static final String MAIN = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
  private static final int RESTORES = 20;
  private static final String LULL =
      "-Dsnapstart.lull=" + System.getProperty("snapstart.lull", "0");
  private static final int ROUNDS = Integer.getInteger("snapstart.rounds", 9);

  @TempDir Path folder;

  @Test
  void noRestoreRepeatsAnother() throws Exception {
    Map<String, Set<String>> with =
        restored("-javaagent:" + AgentJar.required().jar(), "-Dsnapstart.lull=0");
    for (Map.Entry<String, Set<String>> emitter : with.entrySet()) {
      assertEquals(RESTORES, emitter.getValue().size(), emitter.toString());
    }
    assertEquals(
        "",
        Files.readString(folder.resolve("err"))
            .replaceAll("(?m)^diverge: clone detected: epoch 1 \\(snapstart\\), .*\n", ""));
  }

  /** Without the agent each does; else the test would be none. */
  @Test
  void theControlRepeats() throws Exception {
    for (Map.Entry<String, Set<String>> emitter : restored("-Dsnapstart.lull=0").entrySet()) {
      assertEquals(1, emitter.getValue().size(), emitter.toString());
    }
  }

  /** What the client's own call, its first by HTTP, gives the agent to reset is known before it. */
  @Test
  void noClassOfAResetIsLoadedInAClone() throws Exception {
    Path log = folder.resolve("loaded");
    try (LambdaStandIn lambda = new LambdaStandIn()) {
      String agent = "-javaagent:" + AgentJar.required().jar();
      run(lambda, command(0, List.of(), agent, LULL, "-Xlog:class+load:file=" + log + ":none"));
    }
    List<String> loaded = Files.readAllLines(log);
    int frozen = 0;
    while (!loaded.get(frozen).startsWith(SnapStartFunction.Frozen.class.getName())) {
      frozen++;
    }
    assertEquals(
        List.of(),
        loaded.subList(frozen, loaded.size()).stream()
            .filter(line -> line.startsWith("dev.diverge.integrations."))
            .toList());
  }

  /** Measures what a restore costs a function that is warm; by turns, and with its spread. */
  @Test
  void whatARestoreCosts() throws Exception {
    assumeTrue(Boolean.getBoolean("diverge.slow"), "takes a minute");
    List<Long> without = new ArrayList<>();
    List<Long> with = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      without.add(restoreMicros(LULL));
      with.add(restoreMicros("-javaagent:" + AgentJar.required().jar(), LULL));
      System.out.println(Files.readString(folder.resolve("err")).strip());
    }
    without.sort(null);
    with.sort(null);
    System.out.println("restore to the function's hook in us, without: " + without);
    System.out.println("restore to the function's hook in us, with:    " + with);
  }

  private long restoreMicros(String... flags) throws Exception {
    try (LambdaStandIn lambda = new LambdaStandIn()) {
      run(lambda, command(0, List.of(), flags));
      return (Long.parseLong(lambda.answers().get(0)) - lambda.restoredAt()) / 1_000;
    }
  }

  /** The values of each emitter in the function's own hook and in its handler. */
  private Map<String, Set<String>> restored(String... flags) throws Exception {
    try (LambdaStandIn lambda = new LambdaStandIn()) {
      run(lambda, command(RESTORES, Forkable.FLAGS, flags));
      assertEquals(RESTORES, lambda.answers().size());
      return values(lambda.answers());
    }
  }

  private void run(LambdaStandIn lambda, List<String> command) throws Exception {
    ProcessBuilder function =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile());
    Map<String, String> environment = function.environment();
    environment.keySet().removeIf(name -> name.startsWith("DIVERGE_"));
    environment.put("AWS_LAMBDA_RUNTIME_API", lambda.address());
    environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
    environment.put("LAMBDA_TASK_ROOT", folder.toString());
    environment.put("AWS_LAMBDA_FUNCTION_NAME", "function");
    environment.put("AWS_LAMBDA_FUNCTION_VERSION", "1");
    environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512");
    environment.put("AWS_LAMBDA_LOG_GROUP_NAME", "group");
    environment.put("AWS_LAMBDA_LOG_STREAM_NAME", "stream");
    Process process = function.start();
    try {
      boolean ended = process.waitFor(180, TimeUnit.SECONDS);
      String said =
          Files.readString(folder.resolve("err")) + Files.readString(folder.resolve("out"));
      assertEquals(List.of(), lambda.errors(), said);
      assertEquals(0, ended ? process.exitValue() : -1, said);
    } finally {
      process.destroyForcibly();
    }
  }

  private static Map<String, Set<String>> values(List<String> answers) {
    Map<String, Set<String>> values = new HashMap<>();
    for (String answer : answers) {
      assertEquals(14, answer.lines().count(), answer);
      for (String line : answer.lines().toList()) {
        int end = line.lastIndexOf(' ');
        values
            .computeIfAbsent(line.substring(0, end), n -> new HashSet<>())
            .add(line.substring(end));
      }
    }
    return values;
  }

  private static List<String> command(int restores, List<String> forkable, String... flags) {
    JavaHome jdk = JavaHome.forTests();
    List<String> command = new ArrayList<>();
    command.add(jdk.java().toString());
    command.addAll(forkable);
    command.add("--add-opens=java.base/sun.security.provider=ALL-UNNAMED");
    if (jdk.feature() >= 22) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(List.of(flags));
    command.add("-Dsnapstart.restores=" + restores);
    command.add("-cp");
    command.add(classPath());
    command.add(MAIN);
    command.add(SnapStartFunction.class.getName() + "::handle");
    return command;
  }

  private static String classPath() {
    try (LibraryJars maven = new LibraryJars()) {
      return maven.classPath(SnapStartFunction.class, CLIENT)
          + File.pathSeparator
          + System.getProperty("java.class.path");
    }
  }
}
