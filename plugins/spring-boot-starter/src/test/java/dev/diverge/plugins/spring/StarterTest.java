package dev.diverge.plugins.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.testlab.AgentJar;
import dev.diverge.testlab.GenerationPage;
import dev.diverge.testlab.JavaHome;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real applications of both lines, with the agent and a page that changes, and without. */
class StarterTest {

  private static final String THREE = "3.5.16";
  private static final String FOUR = "4.0.1";

  @TempDir Path folder;

  /** The older on the oldest JDK, the newer on others; both with {@code -Ddiverge.slow=true}. */
  static List<String> versions() {
    if (Boolean.getBoolean("diverge.slow")) {
      return List.of(THREE, FOUR);
    }
    return List.of(JavaHome.forTests().feature() < 21 ? THREE : FOUR);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void aCloneIsSeenInTheActuatorTheReadinessTheEventsAndTheMeters(String version) throws Exception {
    GenerationPage page = GenerationPage.create(folder.resolve("page"));
    page.write(1);
    String flag = "-javaagent:" + AgentJar.required().jar() + "=source=page:" + page.file();
    try (Running app = new Running(folder, version, List.of(flag))) {
      assertFalse(app.log().contains("Diverge's agent is not"), app::toString);
      assertTrue(app.get("health").contains("\"diverge\":{"), app.get("health"));
      assertHas(app, "health/diverge", "200 ", "\"status\":\"UP\"", "\"epoch\":0");
      assertHas(app, "metrics/diverge.epoch", "\"value\":0");
      assertEquals(List.of("readiness ACCEPTING_TRAFFIC"), about(app, "readiness"));

      page.write(2);
      app.await("cloned 1 0 true");
      List<String> said = app.said();
      assertEquals(
          List.of(
              "readiness REFUSING_TRAFFIC",
              "within REFUSING_TRAFFIC",
              "readiness ACCEPTING_TRAFFIC",
              "cloned 1 0 true"),
          said.subList(said.size() - 4, said.size()),
          said::toString);
      assertHas(app, "health/readiness", "200 ", "\"status\":\"UP\"");
      assertHas(app, "health/diverge", "200 ", "\"status\":\"UP\"", "\"epoch\":1");
      Awaitility.await()
          .atMost(Running.LIMIT)
          .until(() -> app.get("diverge").contains("\"transitions\""));
      assertHas(app, "diverge", "200 ", "\"agent\":true", "\"epoch\":1", "\"confirmed\":true");
      assertHas(app, "diverge", "\"source\":\"page\"", "clone detected: epoch 1 (page)");
      assertHas(app, "metrics/diverge.epoch", "\"value\":1");
      assertHas(app, "metrics/diverge.clones", "\"COUNT\"", "\"value\":1");
      assertHas(app, "metrics/diverge.transition.duration", "\"baseUnit\":\"seconds\"");
      assertHas(app, "metrics/diverge.failures", "\"value\":0");
      assertHas(app, "metrics/diverge.refused", "diverge.refused.kind", "connection", "cipher");
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void withoutTheAgentItSaysSoOnce(String version) throws Exception {
    try (Running app = new Running(folder, version, List.of())) {
      assertEquals(
          1,
          app.log().lines().filter(line -> line.contains("Diverge's agent is not")).count(),
          app.log());
      assertEquals("200 {\"agent\":false}", app.get("diverge"));
      assertHas(app, "health", "200 ", "\"status\":\"UP\"");
      assertHas(app, "health/diverge", "200 ", "\"status\":\"UNKNOWN\"", "\"agent\":false");
      assertHas(app, "metrics/diverge.clones", "\"value\":0");
      assertEquals(List.of("readiness ACCEPTING_TRAFFIC"), about(app, "readiness"));
    }
  }

  private static List<String> about(Running app, String word) throws Exception {
    return app.said().stream().filter(line -> line.startsWith(word)).toList();
  }

  private static void assertHas(Running app, String path, String... parts) throws Exception {
    String answer = app.get(path);
    for (String part : parts) {
      assertTrue(answer.contains(part), part + " is not in " + answer);
    }
  }
}
