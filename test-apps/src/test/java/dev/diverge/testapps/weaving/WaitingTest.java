package dev.diverge.testapps.weaving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.testapps.answers.Child;
import dev.diverge.testapps.answers.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A draw that is under way, and waits, while the machine is cloned. */
class WaitingTest {

  @TempDir Path folder;

  @Test
  void nothingOldIsDrawnAcrossAChange() throws Exception {
    Page page = Page.in(folder);
    List<String> lines = run(page, 150, Child.agent(page));
    assertEquals(List.of("old 0", "violations []", "values true"), lines);
  }

  @Test
  void withoutTheAgentItIs() throws Exception {
    List<String> lines = run(Page.in(folder), 20);
    assertEquals("old 80", lines.get(0));
    assertTrue(lines.get(1).contains("UID") && lines.get(1).contains("ObjectId"), lines.get(1));
  }

  private List<String> run(Page page, int changes, String... flags) throws Exception {
    List<String> all = new ArrayList<>(List.of(flags));
    all.addAll(List.of("--add-opens", "java.rmi/java.rmi.server=ALL-UNNAMED"));
    try (Child child =
        Child.main(folder, all, WaitingApp.class, page.file().toString(), "" + changes)) {
      return child.finish().lines().toList();
    }
  }
}
