package dev.diverge.testapps.answers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is registered with org.crac is stopped and started on a clone, if that is wanted. */
class CracTest {

  @TempDir Path folder;

  @Test
  void inCracsOrder() throws Exception {
    String part = CracApp.Exempt.class.getName();
    Child child = run(List.of(), "crac=on", "crac-except=" + part + "+com.acme.");
    assertEquals("[stop c, stop b, stop a, start a, start b, start c]", first(child), child.err());
    assertTrue(
        child
            .err()
            .contains(
                "action org.crac "
                    + CracApp.Part.class.getName()
                    + " beforeCheckpoint failed: java.lang.IllegalStateException: b cannot stop"),
        child.err());
  }

  @Test
  void onlyTheClassesAskedFor() throws Exception {
    String exempt = CracApp.Exempt.class.getName();
    assertEquals("[exempt]", first(run(List.of(), "crac=on", "crac-only=com.acme.+" + exempt)));
  }

  @Test
  void onlyIfAskedFor() throws Exception {
    assertEquals("[]", first(run(List.of())));
  }

  @Test
  void whatTheUserChoseIsLeft() throws Exception {
    Child child = run(List.of("-Dorg.crac.Core.Compat=com.acme.crac"), "crac=on");
    assertEquals("[]", first(child));
    assertTrue(child.err().contains("crac=on has no effect"), child.err());
  }

  private Child run(List<String> flags, String... options) throws Exception {
    Page page = Page.in(folder);
    List<String> all = new java.util.ArrayList<>(flags);
    all.add(Child.agent(page, options));
    return Child.main(folder, all, CracApp.class, page.file().toString());
  }

  private static String first(Child child) throws Exception {
    try (child) {
      return child.finish().lines().findFirst().orElse("");
    }
  }
}
