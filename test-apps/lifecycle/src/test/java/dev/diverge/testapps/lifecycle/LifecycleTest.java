package dev.diverge.testapps.lifecycle;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.diverge.testlab.AgentJar;
import dev.diverge.testlab.GenerationPage;
import dev.diverge.testlab.JavaHome;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a clone Spring's beans are stopped and started, and Tomcat answers afterwards. */
class LifecycleTest {

  private static final Duration LIMIT = Duration.ofMinutes(2);

  @TempDir Path folder;

  private Process service;

  @AfterEach
  void end() throws Exception {
    if (service != null) {
      service.destroyForcibly().waitFor();
    }
  }

  @Test
  void beansAreStoppedAndStartedOnEachClone() throws Exception {
    GenerationPage page = start("crac=on,action-timeout=60000");
    assertEquals("started 1 times", answer(1));
    for (int clone = 1; clone <= 2; clone++) {
      page.write(100 + clone);
      int ports = clone + 1;
      await().atMost(LIMIT).until(() -> lines("port ").size() == ports);
      assertEquals("started " + ports + " times", answer(ports));
      String epoch = "clone detected: epoch " + clone + " (page), ";
      await().atMost(LIMIT).until(() -> said().contains(epoch));
    }
    assertEquals(
        List.of(
            "worker started 1",
            "worker stopped",
            "lease given up",
            "lease taken",
            "worker started 2",
            "worker stopped",
            "lease given up",
            "lease taken",
            "worker started 3"),
        said()
            .lines()
            .filter(line -> line.startsWith("worker ") || line.startsWith("lease "))
            .toList(),
        said());
    assertFalse(said().contains("diverge: action"), said());
  }

  @Test
  void unlessAskedForNothingIsStopped() throws Exception {
    GenerationPage page = start("crac=off");
    page.write(100);
    await().atMost(LIMIT).until(() -> said().contains("clone detected: epoch 1 (page), "));
    assertEquals("started 1 times", answer(1));
    assertEquals(List.of("worker started 1"), lines("worker "));
    assertEquals(List.of(), lines("lease "));
  }

  private GenerationPage start(String options) throws IOException {
    GenerationPage page = GenerationPage.create(folder.resolve("page"));
    ProcessBuilder command =
        new ProcessBuilder(
            JavaHome.forTests().java().toString(),
            "-javaagent:"
                + AgentJar.required().jar()
                + "=source=page:"
                + page.file()
                + ","
                + options,
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Service.class.getName(),
            "--server.port=0",
            "--spring.main.banner-mode=off");
    command.environment().remove("JAVA_TOOL_OPTIONS");
    service =
        command.redirectErrorStream(true).redirectOutput(folder.resolve("out").toFile()).start();
    await().atMost(LIMIT).until(() -> !lines("port ").isEmpty() || !service.isAlive());
    return page;
  }

  private String answer(int ports) throws Exception {
    List<String> listening = lines("port ");
    assertEquals(ports, listening.size(), said());
    String port = listening.get(ports - 1).substring("port ".length());
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/")).timeout(LIMIT).build();
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertEquals(200, response.statusCode(), said());
    return response.body();
  }

  private List<String> lines(String prefix) throws IOException {
    return said().lines().filter(line -> line.startsWith(prefix)).toList();
  }

  private String said() throws IOException {
    return Files.readString(folder.resolve("out"));
  }
}
