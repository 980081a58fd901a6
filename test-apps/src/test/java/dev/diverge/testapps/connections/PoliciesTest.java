package dev.diverge.testapps.connections;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.diverge.testapps.answers.Child;
import dev.diverge.testapps.answers.Page;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code sockets} and {@code datagrams} say is done, and nothing else. */
class PoliciesTest {

  @TempDir Path folder;

  @Test
  void byDefaultWhatLeavesTheMachineIsCut() throws Exception {
    assertCut(List.of("another address"));
  }

  @Test
  void allIsCutIfAsked() throws Exception {
    assertCut(
        List.of("another address", "datagrams", "loopback", "own address"),
        "sockets=abort-all",
        "datagrams=abort");
  }

  @Test
  void allIsKeptIfAsked() throws Exception {
    assertCut(List.of(), "sockets=keep");
  }

  /** Where the machine has no address but the loopback one, two kinds are not to be had. */
  private void assertCut(List<String> cut, String... options) throws Exception {
    Page page = Page.in(folder);
    List<String> flags = List.of(Child.agent(page, options));
    try (Child child = Child.main(folder, flags, PoliciesApp.class, page.file().toString())) {
      Map<String, String> outcomes = new TreeMap<>();
      for (String line : child.finish().lines().toList()) {
        int colon = line.indexOf(": ");
        outcomes.put(line.substring(0, colon), line.substring(colon + 2));
      }
      Map<String, String> expected = new TreeMap<>();
      for (String kind : outcomes.keySet()) {
        expected.put(kind, cut.contains(kind) ? "cut" : "kept");
      }
      assertEquals(expected, outcomes, child.err());
      assertEquals(Map.of(), missing(outcomes), child.err());
    }
  }

  private static Map<String, String> missing(Map<String, String> outcomes) {
    Map<String, String> missing = new TreeMap<>();
    for (String kind : List.of("loopback", "unix", "datagrams", "unconnected datagrams")) {
      if (!outcomes.containsKey(kind)) {
        missing.put(kind, "not tried");
      }
    }
    return missing;
  }
}
