package dev.diverge.plugins.spring;

import dev.diverge.testlab.AgentJar;
import dev.diverge.testlab.JavaHome;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** An {@link App} in a JVM of its own, with the packaged starter. */
final class Running implements AutoCloseable {

  static final Duration LIMIT = Duration.ofMinutes(3);

  private final Process process;
  private final Path log;
  private final HttpClient client = HttpClient.newHttpClient();

  Running(Path folder, String springBoot, List<String> flags) throws Exception {
    Path root = AgentJar.required().jar().resolve("../../..").normalize();
    List<String> command = new ArrayList<>();
    command.add(JavaHome.forTests().java().toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(flags);
    command.add("-cp");
    command.add(
        String.join(
            File.pathSeparator,
            root.resolve("plugins/spring-boot-starter/target/test-classes").toString(),
            root.resolve("plugins/spring-boot-starter/target/diverge-spring-boot-starter.jar")
                .toString(),
            root.resolve("api/target/classes").toString(),
            SpringBoot.classPath(springBoot)));
    command.add(App.class.getName());
    command.addAll(
        List.of(
            "--server.port=0",
            "--server.address=127.0.0.1",
            "--management.endpoints.web.exposure.include=*",
            "--management.endpoint.health.show-details=always",
            "--management.endpoint.health.probes.enabled=true"));
    log = Files.createTempFile(folder, "app", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("DIVERGE_"));
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    process = builder.start();
    await("port ");
    await("readiness ACCEPTING_TRAFFIC");
  }

  /** Waits for such a line of the application's. */
  void await(String beginning) {
    Awaitility.await()
        .atMost(LIMIT)
        .failFast(
            () -> {
              if (!process.isAlive()) {
                throw new AssertionError("it ended: " + log());
              }
            })
        .until(() -> said().stream().anyMatch(line -> line.startsWith(beginning)));
  }

  List<String> said() throws IOException {
    return log()
        .lines()
        .filter(line -> line.startsWith("app: "))
        .map(line -> line.substring("app: ".length()))
        .toList();
  }

  String log() throws IOException {
    return Files.readString(log);
  }

  /** Status and body. */
  String get(String path) throws Exception {
    String port =
        said().stream().filter(line -> line.startsWith("port ")).findFirst().orElseThrow();
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + port.substring(5) + "/actuator/" + path))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    return answer.statusCode() + " " + answer.body();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
