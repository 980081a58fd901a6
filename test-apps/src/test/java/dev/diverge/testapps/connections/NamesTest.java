package dev.diverge.testapps.connections;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.diverge.testapps.answers.Child;
import dev.diverge.testapps.answers.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was learnt of the network is forgotten on a clone, and the JVM's own names are new. */
class NamesTest {

  @TempDir Path folder;

  @Test
  void withoutTheAgentAllIsRemembered() throws Exception {
    assertEquals(all("old"), run(Page.in(folder)));
  }

  @Test
  void withItNothingIs() throws Exception {
    Page page = Page.in(folder);
    assertEquals(all("new"), run(page, Child.agent(page)));
  }

  private static List<String> all(String how) {
    List<String> lines = new ArrayList<>();
    for (String one :
        List.of("name", "name that was unknown", "own name", "digest nonce", "lease name")) {
      lines.add(one + ": " + how);
    }
    return lines;
  }

  private List<String> run(Page page, String... agent) throws Exception {
    Path hosts = folder.resolve("hosts");
    List<String> flags = new ArrayList<>(List.of(agent));
    flags.add("-Djdk.net.hosts.file=" + hosts);
    flags.add("-Dhttp.auth.digest.reEnabledAlgorithms=MD5"); // all that JDK 17 knows
    flags.add("--add-opens=java.rmi/sun.rmi.transport=ALL-UNNAMED");
    try (Child child =
        Child.main(folder, flags, NamesApp.class, page.file().toString(), hosts.toString())) {
      String out = child.finish();
      return (out + child.err().replaceAll("(?m)^.*clone detected.*\n", "")).lines().toList();
    }
  }
}
