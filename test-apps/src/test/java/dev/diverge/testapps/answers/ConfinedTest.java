package dev.diverge.testapps.answers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.testlab.JavaHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Where a policy grants the agent's jar everything, as it must, and the application nothing, as a
 * server's does: it is guarded, and its own values and actions are served with its permissions.
 */
class ConfinedTest {

  @TempDir Path folder;

  @Test
  void whoMayDoNothingIsServedAllTheSame() throws Exception {
    Assumptions.assumeTrue(
        JavaHome.forTests().feature() < 24, "this JDK has no security manager any more");
    Page page = Page.in(folder);
    Path policy =
        Files.writeString(
            folder.resolve("app.policy"),
            "grant codeBase \"%s\" { permission java.security.AllPermission; };\n"
                .formatted(Child.agentJar().toUri()));
    List<String> flags =
        List.of(Child.agent(page), "-Djava.security.manager", "-Djava.security.policy==" + policy);
    try (Child child = Child.main(folder, flags, ConfinedApp.class)) {
      assertEquals("ready true false", child.await("ready"), child.err());
      page.raise();
      child.say("how is it?");
      String first = child.await("epoch");
      assertTrue(first.startsWith("epoch 1, node false, acted "), first);
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> {
                child.say("and now?");
                return child.out().contains("acted in 1 ");
              });
      String out = child.finish();
      assertTrue(out.contains("acted in 1 false"), "the action may what the agent may: " + out);
      assertTrue(child.err().lines().allMatch(ConfinedTest::isHealthy), child.err());
    }
  }

  private static boolean isHealthy(String line) {
    return line.startsWith("diverge: clone detected: epoch 1 ") || line.startsWith("WARNING: ");
  }
}
