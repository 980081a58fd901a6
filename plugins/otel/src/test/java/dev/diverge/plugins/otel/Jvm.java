package dev.diverge.plugins.otel;

import dev.diverge.testlab.AgentJar;
import dev.diverge.testlab.GenerationPage;
import dev.diverge.testlab.JavaHome;
import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.Runtimes;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;

/** A {@link Service} in a JVM of its own, with OpenTelemetry's agent. */
final class Jvm implements AutoCloseable {

  static final Duration LIMIT = Duration.ofMinutes(3);

  /** What the service does is traced; matching all that the agent knows takes long. */
  static final List<String> QUICK =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Dotel.instrumentation.common.default-enabled=false",
          "-Dotel.instrumentation.opentelemetry-api.enabled=true",
          "-Dotel.instrumentation.java-http-server.enabled=true",
          "-Dotel.instrumentation.java-util-logging.enabled=true",
          "-Dotel.traces.exporter=otlp",
          "-Dotel.metrics.exporter=otlp",
          "-Dotel.logs.exporter=otlp",
          "-Dotel.exporter.otlp.protocol=http/protobuf",
          "-Dotel.bsp.schedule.delay=1500",
          "-Dotel.blrp.schedule.delay=1500",
          "-Dotel.metric.export.interval=1000",
          "-Dotel.service.name=service");

  private final Process process;
  private final Path out;
  private final Path err;
  private final BufferedWriter in;

  Jvm(Path folder, Receiver receiver, List<String> flags, Map<String, String> environment)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(JavaHome.forTests().java().toString());
    command.addAll(QUICK);
    command.add("-Dotel.exporter.otlp.endpoint=" + receiver.endpoint());
    command.addAll(flags);
    command.addAll(List.of("-cp", classPath(), Service.class.getName(), page(folder).toString()));
    out = Files.createTempFile(folder, "out", null);
    err = Files.createTempFile(folder, "err", null);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().keySet().removeIf(Jvm::isOptions);
    builder.environment().putAll(environment);
    process = builder.start();
    in = process.outputWriter(StandardCharsets.UTF_8);
  }

  private static boolean isOptions(String variable) {
    return variable.startsWith("DIVERGE_")
        || variable.startsWith("OTEL_")
        || variable.equals("JAVA_TOOL_OPTIONS");
  }

  /** The page that {@link Service} raises. */
  static Path page(Path folder) {
    Path page = folder.resolve("page");
    if (!Files.exists(page)) {
      GenerationPage.create(page);
    }
    return page;
  }

  static String source(Path folder) {
    return "-Ddiverge.source=page:" + page(folder);
  }

  /** This build's. */
  static Path extension() {
    Path agent = AgentJar.required().jar();
    return agent.resolve("../../../plugins/otel/target/diverge-otel.jar").normalize();
  }

  static Path openTelemetry(String version) throws ArtifactResolutionException {
    try (Context maven =
        Runtimes.INSTANCE
            .getRuntime()
            .create(ContextOverrides.create().withUserSettings(true).build())) {
      return maven
          .repositorySystem()
          .resolveArtifact(
              maven.repositorySystemSession(),
              new ArtifactRequest(
                  new DefaultArtifact(
                      "io.opentelemetry.javaagent:opentelemetry-javaagent:" + version),
                  maven.remoteRepositories(),
                  null))
          .getArtifact()
          .getFile()
          .toPath();
    }
  }

  /** Of OpenTelemetry the API alone, as a service has it. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(
            entry ->
                entry.endsWith("test-classes")
                    || entry.contains("opentelemetry-api-")
                    || entry.contains("opentelemetry-context-"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Has it do this, and waits until it is done. */
  void tell(String line) throws IOException {
    in.write(line + "\n");
    in.flush();
    await("done " + line);
  }

  void await(String line) {
    Awaitility.await()
        .atMost(LIMIT)
        .failFast(
            () -> {
              if (!process.isAlive() && !says(line)) {
                throw new AssertionError("it ended: " + out() + err());
              }
            })
        .until(() -> says(line));
  }

  private boolean says(String line) throws IOException {
    return out().lines().anyMatch(line::equals);
  }

  String out() throws IOException {
    return Files.readString(out);
  }

  String err() throws IOException {
    return Files.readString(err);
  }

  /** Of its lines those of our agent. */
  List<String> said() throws IOException {
    return err().lines().filter(line -> line.startsWith("diverge: ")).toList();
  }

  @Override
  public String toString() {
    try {
      return out() + err();
    } catch (IOException unreadable) {
      return unreadable.toString();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
