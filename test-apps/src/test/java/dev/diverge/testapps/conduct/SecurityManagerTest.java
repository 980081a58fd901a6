package dev.diverge.testapps.conduct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.testapps.conduct.Child.Outcome;
import dev.diverge.testlab.AgentJar;
import dev.diverge.testlab.GenerationPage;
import dev.diverge.testlab.JavaHome;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Under a security manager, there from the start or set later, the agent is trusted as the JVM's
 * flags are: it does its work whatever the application may do, or says in one line that it cannot.
 */
class SecurityManagerTest {

  private enum Allowed {
    NOTHING,
    AGENT,
    ALL
  }

  @TempDir Path folder;

  @BeforeEach
  void makePage() {
    Assumptions.assumeTrue(
        JavaHome.forTests().feature() < 24, "this JDK has no security manager any more");
    GenerationPage.create(folder.resolve("gen.page"));
  }

  /** By the application's thread, which must not read a device, or by the agent's own. */
  @ParameterizedTest
  @CsvSource({
    "start,draw",
    "start,idle",
    "later,draw",
    "later,idle",
    "drawing,draw",
    "drawing,idle"
  })
  void aCloneIsNoticed(String manager, String by) throws Exception {
    Outcome outcome = policed(manager, by, manager.equals("start"));
    assertEquals("epoch 1 confirmed", outcome.out(), outcome.err());
    assertEquals(1, ours(outcome).lines().count(), outcome.err());
    assertTrue(ours(outcome).startsWith("diverge: clone detected: epoch 1 "), outcome.err());
  }

  @Test
  void withoutPermissionsAtTheStartItStepsAside() throws Exception {
    Outcome outcome =
        child(Allowed.NOTHING, "")
            .flags("-Djava.security.manager")
            .run(PolicedApp.class, "start", "draw", page(), ready("epoch 1, as nobody says it"));
    assertEquals("epoch 1, as nobody says it", outcome.out(), outcome.err());
    assertEquals(1, ours(outcome).lines().count(), outcome.err());
    assertTrue(
        ours(outcome).contains("must grant java.security.AllPermission to this jar"),
        outcome.err());
  }

  /** Whoever forbids us everything is told of in few lines, and keeps an application that works. */
  @Test
  void aManagerThatForbidsTheAgentEverythingHurtsNobody() throws Exception {
    Outcome outcome =
        child(Allowed.AGENT, ",poll=20")
            .run(PolicedApp.class, "hostile", "draw", page(), ready("epoch 1, as nobody says it"));
    assertEquals("epoch 1, as nobody says it", outcome.out(), outcome.err());
    assertTrue(ours(outcome).lines().count() < 10, outcome.err());
  }

  private Outcome policed(String manager, String by, boolean atStart) throws Exception {
    String poll = by.equals("draw") ? ",poll=3600000" : ",poll=20";
    Allowed allowed =
        manager.equals("drawing")
            ? Allowed.ALL // it is itself on the stack of whoever is asked about
            : atStart ? Allowed.AGENT : Allowed.NOTHING;
    Child child = child(allowed, poll + ",ready-file=" + folder.resolve("ready"));
    if (atStart) {
      child.flags("-Djava.security.manager");
    }
    return child.run(PolicedApp.class, manager, by, page(), folder.resolve("ready").toString());
  }

  private Child child(Allowed allowed, String options) throws Exception {
    String jar = AgentJar.required().jar().toUri().toString();
    Path policy =
        Files.writeString(
            folder.resolve("app.policy"),
            "grant { permission java.io.FilePermission \"%s/-\", \"read,write\";\n"
                    .formatted(folder)
                + "permission java.lang.RuntimePermission \"setSecurityManager\"; };\n"
                + switch (allowed) {
                  case ALL -> "grant { permission java.security.AllPermission; };\n";
                  case AGENT ->
                      "grant codeBase \"%s\" { permission java.security.AllPermission; };\n"
                          .formatted(jar);
                  case NOTHING -> "";
                });
    return new Child(folder)
        .agent("source=page:gen.page,jmx=on" + options)
        .flags("-Djava.security.policy==" + policy);
  }

  private String page() {
    return folder.resolve("gen.page").toString();
  }

  private String ready(String text) throws Exception {
    return Files.writeString(folder.resolve("ready"), text).toString();
  }

  /** Without what the JVM has to say about security managers. */
  private static String ours(Outcome outcome) {
    StringBuilder ours = new StringBuilder();
    for (String line : outcome.err().split("\n", 0)) {
      if (!line.startsWith("WARNING: ")) {
        ours.append(line).append('\n');
      }
    }
    return ours.toString().strip();
  }
}
