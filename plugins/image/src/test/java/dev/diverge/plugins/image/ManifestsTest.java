package dev.diverge.plugins.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What is in {@code docs/deploy}, by the schemas that Kubernetes' own client has. */
class ManifestsTest {

  private static final Path DEPLOY = Path.of("../../docs/deploy");
  private static final Pattern METER = Pattern.compile("\\bdiverge_(?!refused_kind)\\w+");
  private static final Set<String> METERS =
      Set.of(
          "diverge_epoch",
          "diverge_clones_total",
          "diverge_transition_duration_seconds",
          "diverge_failures",
          "diverge_refused_total");

  @Test
  void workloadsAreAsTheSchemaSays() throws Exception {
    validate("V1DaemonSet", yaml("diverge-publish.yaml"));
    validate("V1Deployment", yaml("service/deployment.yaml"));
  }

  /** The control: a misspelt field is refused, however deep. */
  @Test
  void aMisspeltFieldIsRefused() throws Exception {
    String text =
        Files.readString(DEPLOY.resolve("service/deployment.yaml"))
            .replace("readOnlyRootFilesystem", "readonlyRootFilesystem");
    Throwable refused =
        assertThrows(InvocationTargetException.class, () -> validate("V1Deployment", parsed(text)))
            .getCause();
    assertTrue(refused.getMessage().contains("readonlyRootFilesystem"), refused::toString);
  }

  @Test
  void kustomizationsNameWhatIsThere() throws Exception {
    for (String folder : List.of(".", "service")) {
      JsonObject kustomization = yaml(folder + "/kustomization.yaml");
      assertEquals("Kustomization", kustomization.get("kind").getAsString());
      List<String> images = new ArrayList<>();
      for (JsonElement resource : kustomization.getAsJsonArray("resources")) {
        Path file = DEPLOY.resolve(folder).resolve(resource.getAsString());
        assertTrue(Files.isRegularFile(file), file::toString);
        Files.readString(file)
            .lines()
            .filter(line -> line.strip().startsWith("image: "))
            .map(line -> line.strip().substring("image: ".length()).split(":", 0)[0])
            .forEach(images::add);
      }
      List<String> renamed = new ArrayList<>();
      for (JsonElement image : kustomization.getAsJsonArray("images")) {
        renamed.add(image.getAsJsonObject().get("name").getAsString());
      }
      assertEquals(new TreeSet<>(images), new TreeSet<>(renamed), folder);
    }
  }

  /** Of both workloads: what the one container copies to is what the other starts. */
  @Test
  void theJarIsWhereItIsCopiedTo() throws Exception {
    for (String file : List.of("diverge-publish.yaml", "service/deployment.yaml")) {
      JsonObject pod =
          yaml(file).getAsJsonObject("spec").getAsJsonObject("template").getAsJsonObject("spec");
      JsonArray copy = first(pod, "initContainers").getAsJsonArray("command");
      String jar = copy.get(copy.size() - 1).getAsString();
      JsonObject runs = first(pod, "containers");
      assertTrue(runs.toString().contains(jar), file);
      assertEquals(
          volumes(first(pod, "initContainers")).get("/opt/diverge"),
          volumes(runs).get("/opt/diverge"),
          file);
    }
  }

  private static JsonObject first(JsonObject pod, String kind) {
    return pod.getAsJsonArray(kind).get(0).getAsJsonObject();
  }

  private static Map<String, String> volumes(JsonObject container) {
    Map<String, String> volumes = new HashMap<>();
    for (JsonElement mount : container.getAsJsonArray("volumeMounts")) {
      JsonObject at = mount.getAsJsonObject();
      volumes.put(at.get("mountPath").getAsString(), at.get("name").getAsString());
    }
    return volumes;
  }

  @Test
  void theMonitorFindsThePods() throws Exception {
    JsonObject monitor = yaml("service/podmonitor.yaml").getAsJsonObject("spec");
    JsonObject template =
        yaml("service/deployment.yaml").getAsJsonObject("spec").getAsJsonObject("template");
    assertEquals(
        template.getAsJsonObject("metadata").get("labels"),
        monitor.getAsJsonObject("selector").get("matchLabels"));
    String port =
        monitor
            .getAsJsonArray("podMetricsEndpoints")
            .get(0)
            .getAsJsonObject()
            .get("port")
            .getAsString();
    assertTrue(template.toString().contains("\"name\":\"" + port + "\""));
  }

  @Test
  void alertsAndDashboardAskForMetersThatThereAre() throws Exception {
    assertFalse(yaml("alerts.yaml").getAsJsonArray("groups").isEmpty());
    JsonObject dashboard =
        JsonParser.parseString(Files.readString(DEPLOY.resolve("grafana-dashboard.json")))
            .getAsJsonObject();
    assertFalse(dashboard.getAsJsonArray("panels").isEmpty());
    for (String file : List.of("alerts.yaml", "grafana-dashboard.json")) {
      Set<String> asked = new TreeSet<>();
      Matcher meter = METER.matcher(Files.readString(DEPLOY.resolve(file)));
      while (meter.find()) {
        asked.add(meter.group());
      }
      assertEquals(new TreeSet<>(METERS), asked, file);
    }
  }

  /** Two of the names it cannot make, and makes one that is its own. */
  @Test
  void theExportersRulesMakeTheSameNames() throws Exception {
    Set<String> made = new TreeSet<>();
    for (JsonElement rule : yaml("jmx-exporter.yaml").getAsJsonArray("rules")) {
      made.add(rule.getAsJsonObject().get("name").getAsString());
    }
    Set<String> expected = new TreeSet<>(METERS);
    expected.removeAll(Set.of("diverge_failures", "diverge_transition_duration_seconds"));
    expected.add("diverge_source_usable");
    assertEquals(expected, made);
  }

  @Test
  void everyFileIsLookedAt() throws Exception {
    try (Stream<Path> files = Files.walk(DEPLOY)) {
      assertEquals(9, files.filter(Files::isRegularFile).count()); // and a unit of systemd's
    }
  }

  /** Strictly: a field that the schema has not is refused. */
  private static void validate(String type, JsonObject manifest) throws Exception {
    Class.forName("io.kubernetes.client.openapi.models." + type)
        .getMethod("validateJsonElement", JsonElement.class)
        .invoke(null, manifest);
  }

  private static JsonObject yaml(String file) throws IOException {
    return parsed(Files.readString(DEPLOY.resolve(file)));
  }

  /** Strictly: one document, no key twice. */
  private static JsonObject parsed(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    Object loaded = new Yaml(new SafeConstructor(options)).load(text);
    return new Gson().toJsonTree(loaded).getAsJsonObject();
  }
}
