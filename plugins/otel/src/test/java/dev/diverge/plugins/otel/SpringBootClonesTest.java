package dev.diverge.plugins.otel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.diverge.plugins.otel.Receiver.Received;
import dev.diverge.testlab.AgentJar;
import dev.diverge.testlab.JavaHome;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A service of Spring Boot's under OpenTelemetry's agent, one image of it by CRIU, two restores:
 * what the collector receives of them, without the file in the folder of extensions and with it.
 * The page is raised before a restored thread runs.
 */
@EnabledIfSystemProperty(named = "diverge.slow", matches = "true")
class SpringBootClonesTest {

  private static final String OPEN_TELEMETRY = "2.33.1";
  private static final String SPRING_BOOT = "3.5.16";
  private static final String REQUEST = "GET /order";
  private static final int CLONES = 2;
  private static final int WARM = 5;

  @TempDir Path folder;
  private long pid;

  /** What the collector received of one clone. */
  private record Told(Received<Span> span, @Nullable Received<LogRecord> event) {
    String trace() {
      return HexFormat.of().formatHex(span.what().getTraceId().toByteArray());
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%s  %-36s  %d  %s",
          trace(),
          span.instance(),
          span.epoch(),
          event == null ? "-" : event.what().getBody().getStringValue());
    }
  }

  @AfterEach
  void end() {
    if (pid != 0) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  @Test
  void withoutTheExtensionTwoClonesTellOneStory() throws Exception {
    List<Told> clones = clones("without", List.of());
    assertEquals(clones.get(0).trace(), clones.get(1).trace());
    assertEquals(clones.get(0).span().instance(), clones.get(1).span().instance());
  }

  @Test
  void withItEachTellsItsOwn() throws Exception {
    Path extensions = Files.createDirectory(folder.resolve("extensions"));
    Files.copy(Jvm.extension(), extensions.resolve("diverge-otel.jar"));
    List<Told> clones =
        clones(
            "with the extension",
            List.of(
                "-Dotel.javaagent.extensions=" + extensions,
                "-Ddiverge.source=page:" + Jvm.page(folder)));
    assertNotEquals(clones.get(0).trace(), clones.get(1).trace());
    assertNotEquals(clones.get(0).span().instance(), clones.get(1).span().instance());
    for (Told clone : clones) {
      assertEquals(1, clone.span().epoch());
      assertEquals(clone.span().instance(), Objects.requireNonNull(clone.event()).instance());
    }
  }

  private List<Told> clones(String arm, List<String> flags) throws Exception {
    Optional<Criu> criu = Criu.working();
    assumeTrue(criu.isPresent(), "no working criu: root, Linux and CRIU 4 are needed");
    try (Receiver receiver = new Receiver()) {
      List<Told> clones = clones(criu.get(), receiver, flags);
      System.out.printf(
          "OpenTelemetry %s, Spring Boot %s, Java %s, %d restores of one image, %s%n",
          OPEN_TELEMETRY, SPRING_BOOT, JavaHome.forTests().version(), CLONES, arm);
      clones.forEach(clone -> System.out.println("  " + clone));
      return clones;
    }
  }

  private List<Told> clones(Criu criu, Receiver receiver, List<String> flags) throws Exception {
    Path images = Files.createDirectory(folder.resolve("images"));
    Path log = folder.resolve("log");
    String url = "http://127.0.0.1:" + freePort() + "/order";
    Process original = start(receiver, log, url, flags);
    await(log, () -> answers(url));
    for (int i = 0; i < WARM; i++) {
      answers(url);
    }
    await(log, () -> receiver.spans(REQUEST).size() > WARM);
    criu.dump(pid, images);
    original.waitFor(); // its number is free again
    long length = Files.size(log);

    List<Told> clones = new ArrayList<>();
    for (int i = 0; i < CLONES; i++) {
      int spans = receiver.spans(REQUEST).size();
      int events = receiver.logs("clone detected").size();
      criu.restore(images, raising());
      await(log, () -> answers(url));
      await(log, () -> receiver.spans(REQUEST).size() > spans);
      if (!flags.isEmpty()) {
        await(log, () -> receiver.logs("clone detected").size() > events);
      }
      List<Received<LogRecord>> told = receiver.logs("clone detected");
      clones.add(
          new Told(
              receiver.spans(REQUEST).get(spans), told.size() > events ? told.get(events) : null));
      end();
      Awaitility.await().atMost(Jvm.LIMIT).until(() -> ProcessHandle.of(pid).isEmpty());
      cut(log, length); // an open file must be as long as it was
    }
    return clones;
  }

  private Process start(Receiver receiver, Path log, String url, List<String> flags)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("setsid", JavaHome.forTests().java().toString()));
    command.addAll(Jvm.QUICK);
    command.addAll(List.of("-XX:-UsePerfData", "-Xmx192m"));
    command.add("-Dotel.instrumentation.tomcat.enabled=true");
    command.add("-Dotel.instrumentation.servlet.enabled=true");
    command.add("-Dotel.instrumentation.spring-webmvc.enabled=true");
    command.add("-Dotel.exporter.otlp.endpoint=" + receiver.endpoint());
    command.add("-javaagent:" + Jvm.openTelemetry(OPEN_TELEMETRY));
    command.addAll(flags);
    command.addAll(List.of("-cp", classPath(), BootService.class.getName()));
    command.add("--server.port=" + URI.create(url).getPort());
    command.add("--server.address=127.0.0.1");
    command.add("--server.tomcat.threads.max=1"); // whichever thread answers draws the ids
    command.add("--server.tomcat.threads.min-spare=1");
    Process process =
        new ProcessBuilder(command)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(log.toFile())
            .redirectErrorStream(true)
            .start();
    pid = process.pid();
    return process;
  }

  private static String classPath() throws Exception {
    Path root = AgentJar.required().jar().resolve("../../..").normalize();
    String boot = "org.springframework.boot:spring-boot-starter-web:" + SPRING_BOOT;
    return root.resolve("plugins/otel/target/test-classes")
        + File.pathSeparator
        + MavenJars.of(boot).stream()
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
  }

  /** As a hypervisor would have it: before the clone's threads run. */
  private Path raising() throws IOException {
    Path raised = Files.write(folder.resolve("raised"), new byte[] {1, 1, 1, 1, 1, 1, 1, 1});
    Path script =
        Files.writeString(
            folder.resolve("script"),
            "#!/bin/sh\n[ \"$CRTOOLS_SCRIPT_ACTION\" != pre-resume ] || dd if=%s of=%s conv=notrunc\n"
                .formatted(raised, Jvm.page(folder)));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return script;
  }

  private static boolean answers(String url) throws InterruptedException {
    try {
      return HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(20)).build(),
                  BodyHandlers.ofString())
              .statusCode()
          == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0)) {
      return any.getLocalPort();
    }
  }

  private static void cut(Path file, long length) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.setLength(length);
    }
  }

  private void await(Path log, Callable<Boolean> so) {
    Awaitility.await()
        .atMost(Jvm.LIMIT)
        .failFast(
            () -> {
              if (ProcessHandle.of(pid).isEmpty()) {
                throw new AssertionError("it ended: " + Files.readString(log));
              }
            })
        .until(so);
  }
}
