package dev.diverge.plugins.otel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.plugins.otel.Receiver.Received;
import dev.diverge.testlab.AgentJar;
import dev.diverge.testlab.JavaHome;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One more file in a folder of OpenTelemetry's agent, and each clone tells its own story. */
class ExtensionTest {

  private static final String OLDEST = "1.33.6";
  private static final String NEWEST = "2.33.1";

  /** Without it OpenTelemetry of before a JDK weaves nothing in that, with or without us. */
  private static final String NEWER_JDKS = "-Dnet.bytebuddy.experimental=true";

  @TempDir Path folder;

  /** The oldest on the oldest JDK, the newest on others; all with {@code -Ddiverge.slow=true}. */
  static List<String> versions() {
    if (Boolean.getBoolean("diverge.slow")) {
      return List.of(OLDEST, "2.10.0", NEWEST);
    }
    return List.of(JavaHome.forTests().feature() < 21 ? OLDEST : NEWEST);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void aCloneTellsItsOwnStory(String version) throws Exception {
    try (Receiver receiver = new Receiver();
        Jvm jvm =
            jvm(receiver, List.of(agent(version), extension(), Jvm.source(folder), NEWER_JDKS))) {
      jvm.await("guard DivergeGuard");
      jvm.tell("work before 100");
      await(() -> !receiver.spans("before").isEmpty() && !receiver.logs("log before").isEmpty());
      await(() -> receiver.metrics("work").stream().anyMatch(ExtensionTest::isCounted));
      await(() -> !receiver.metrics("diverge.epoch").isEmpty());

      jvm.tell("clone 2");
      await(() -> !of(receiver.metrics("work"), 1).isEmpty()); // from here on it counts
      jvm.tell("work after 7");
      await(() -> !receiver.spans("after").isEmpty() && !receiver.logs("log after").isEmpty());
      await(() -> !receiver.logs("clone detected").isEmpty());
      await(() -> receiver.metrics("held").stream().anyMatch(m -> m.epoch() == 1 && is(m, 2)));
      await(() -> !of(receiver.metrics("diverge.transition.duration"), 1).isEmpty());

      String original = receiver.spans("before").get(0).instance();
      String clone = receiver.spans("after").get(0).instance();
      assertNotEquals(original, clone);
      assertTrue(clone.length() == 36, clone);
      assertNotEquals(
          receiver.spans("before").get(0).what().getTraceId(),
          receiver.spans("after").get(0).what().getTraceId());
      assertEquals(0, receiver.spans("before").get(0).epoch());
      assertEquals(1, receiver.spans("after").get(0).epoch());
      assertEquals(original, receiver.logs("log before").get(0).instance());
      assertEquals(clone, receiver.logs("log after").get(0).instance());

      assertEquals(List.of(), receiver.spans("unexported"));
      assertEquals(List.of(), receiver.logs("log unexported"));
      assertCounters(receiver, original, clone);
      assertEvent(receiver.logs("clone detected"), clone);

      jvm.tell("clone 3");
      jvm.tell("work again 1");
      await(() -> !receiver.spans("again").isEmpty());
      await(() -> receiver.logs("clone detected").size() == 2);
      assertNotEquals(clone, receiver.spans("again").get(0).instance());
      assertEquals(2, receiver.spans("again").get(0).epoch());
      assertEquals(2, jvm.said().size(), jvm::toString);
    }
  }

  private static void assertCounters(Receiver receiver, String original, String clone) {
    for (Received<Metric> metric : receiver.metrics("work")) {
      assertEquals(metric.epoch() == 0 ? original : clone, metric.instance());
      for (NumberDataPoint point : metric.what().getSum().getDataPointsList()) {
        assertTrue(metric.epoch() == 0 ? point.getAsInt() == 100 : point.getAsInt() <= 7);
      }
    }
    NumberDataPoint counted = last(receiver.metrics("work"), 1).getSum().getDataPoints(0);
    assertEquals(7, counted.getAsInt());
    assertTrue(
        counted.getStartTimeUnixNano()
            > last(receiver.metrics("work"), 0).getSum().getDataPoints(0).getTimeUnixNano());
    HistogramDataPoint sizes = last(receiver.metrics("size"), 1).getHistogram().getDataPoints(0);
    assertEquals(1, sizes.getCount());
    assertEquals(7, sizes.getSum());
    assertEquals(1, sizes.getBucketCountsList().stream().mapToLong(count -> count).sum());

    assertEquals(1, number(last(receiver.metrics("diverge.epoch"), 1)));
    assertEquals(1, number(last(receiver.metrics("diverge.clones"), 1)));
    assertEquals(0, number(last(receiver.metrics("diverge.failures"), 1)));
    assertEquals(0, number(last(receiver.metrics("diverge.refused"), 1)));
    Metric duration = last(receiver.metrics("diverge.transition.duration"), 1);
    assertTrue(duration.getGauge().getDataPoints(0).getAsDouble() > 0);
  }

  private static void assertEvent(List<Received<LogRecord>> events, String clone) {
    assertEquals(1, events.size());
    LogRecord event = events.get(0).what();
    assertEquals(clone, events.get(0).instance());
    assertEquals(1, Receiver.Attributes.number(event.getAttributesList(), "diverge.epoch"));
    assertTrue(
        event.getEventName().equals("diverge.clone")
            || event.getAttributesList().stream()
                .anyMatch(name -> name.getValue().getStringValue().equals("diverge.clone")),
        event::toString);
  }

  /** The control: our agent alone keeps apart what is drawn, not who tells it. */
  @Test
  void withoutTheExtensionClonesAreOneInstance() throws Exception {
    try (Receiver receiver = new Receiver();
        Jvm jvm = jvm(receiver, List.of(ours(), agent(NEWEST)))) {
      jvm.tell("work before 100");
      await(() -> receiver.metrics("work").stream().anyMatch(ExtensionTest::isCounted));
      jvm.tell("clone 2");
      jvm.tell("work after 7");
      await(() -> receiver.metrics("work").stream().anyMatch(metric -> is(metric, 107)));
      await(() -> !receiver.spans("after").isEmpty() && !receiver.spans("unexported").isEmpty());
      assertEquals(
          receiver.spans("before").get(0).instance(), receiver.spans("after").get(0).instance());
      assertEquals(List.of(), receiver.logs("clone detected"));
    }
  }

  @Test
  void isInstalledOnceBehindOurFlag() throws Exception {
    installedOnce(List.of(ours(), agent(NEWEST), extension()), Map.of());
  }

  @Test
  void isInstalledOnceBeforeOurFlag() throws Exception {
    installedOnce(List.of(agent(NEWEST), extension(), ours()), Map.of());
  }

  /** As an operator that copies a folder out of an image, without a place to write to. */
  @Test
  void isFoundInAFolder() throws Exception {
    Path extensions = Files.createDirectory(folder.resolve("extensions"));
    Files.copy(Jvm.extension(), extensions.resolve("diverge-otel.jar"));
    Files.copy(AgentJar.required().jar(), extensions.resolve("diverge.jar"));
    installedOnce(
        List.of("-Djava.io.tmpdir=" + folder.resolve("none")),
        Map.of(
            "JAVA_TOOL_OPTIONS", agent(NEWEST) + " -Dotel.javaagent.extensions=" + extensions,
            "DIVERGE_SOURCE", "page:" + Jvm.page(folder)));
  }

  private void installedOnce(List<String> flags, Map<String, String> environment) throws Exception {
    try (Receiver receiver = new Receiver();
        Jvm jvm = new Jvm(folder, receiver, flags, environment)) {
      jvm.await("guard DivergeGuard");
      jvm.tell("clone 2");
      await(() -> !receiver.logs("clone detected").isEmpty());
      jvm.tell("work after 7");
      await(() -> !receiver.spans("after").isEmpty());
      assertEquals(1, receiver.spans("after").get(0).epoch());
      assertEquals(1, jvm.said().size(), jvm.said()::toString);
      assertTrue(jvm.said().get(0).startsWith("diverge: clone detected: epoch 1 (page)"));
    }
  }

  @Test
  void aSwitchedOffOpenTelemetryInstallsNothing() throws Exception {
    try (Receiver receiver = new Receiver();
        Jvm jvm =
            jvm(receiver, List.of(agent(NEWEST), extension(), "-Dotel.javaagent.enabled=false"))) {
      jvm.await("guard none");
    }
  }

  @Test
  void aConfigurationFileInstallsAndSaysWhatItLacks() throws Exception {
    Path file = folder.resolve("otel.yaml");
    try (Receiver receiver = new Receiver()) {
      Files.writeString(
          file,
          String.join(
              "\n",
              "file_format: \"1.2\"",
              "distribution:",
              "  javaagent:",
              "    instrumentation:",
              "      default_enabled: false", // it would take a dozen seconds
              "tracer_provider:",
              "  processors:",
              "    - simple:",
              "        exporter:",
              "          otlp_http:",
              "            endpoint: " + receiver.endpoint() + "/v1/traces",
              "logger_provider:",
              "  processors:",
              "    - simple:",
              "        exporter:",
              "          otlp_http:",
              "            endpoint: " + receiver.endpoint() + "/v1/logs",
              ""));
      try (Jvm jvm =
          jvm(
              receiver,
              List.of(
                  agent(NEWEST), extension(), Jvm.source(folder), "-Dotel.config.file=" + file))) {
        jvm.await("guard DivergeGuard");
        assertEquals(1, jvm.said().size(), jvm::toString);
        assertTrue(jvm.said().get(0).contains("service.instance.id"), jvm.said()::toString);
        jvm.tell("clone 2");
        await(() -> !receiver.logs("clone detected").isEmpty());
      }
    }
  }

  private Jvm jvm(Receiver receiver, List<String> flags) throws Exception {
    return new Jvm(folder, receiver, flags, Map.of());
  }

  private static String agent(String version) throws Exception {
    return "-javaagent:" + Jvm.openTelemetry(version);
  }

  private static String extension() {
    return "-Dotel.javaagent.extensions=" + Jvm.extension();
  }

  private String ours() {
    return "-javaagent:" + AgentJar.required().jar() + "=source=page:" + Jvm.page(folder);
  }

  private static void await(Callable<Boolean> so) {
    Awaitility.await().atMost(Jvm.LIMIT).until(so);
  }

  private static boolean isCounted(Received<Metric> metric) {
    return is(metric, 100);
  }

  private static boolean is(Received<Metric> metric, long value) {
    return number(metric.what()) == value;
  }

  private static long number(Metric metric) {
    List<NumberDataPoint> points =
        metric.hasSum()
            ? metric.getSum().getDataPointsList()
            : metric.getGauge().getDataPointsList();
    return points.isEmpty() ? -1 : points.get(0).getAsInt();
  }

  private static List<Received<Metric>> of(List<Received<Metric>> metrics, long epoch) {
    return metrics.stream().filter(metric -> metric.epoch() == epoch).toList();
  }

  private static Metric last(List<Received<Metric>> metrics, long epoch) {
    List<Received<Metric>> of = of(metrics, epoch);
    return of.get(of.size() - 1).what();
  }
}
