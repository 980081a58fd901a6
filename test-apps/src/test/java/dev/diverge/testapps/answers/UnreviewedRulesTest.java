package dev.diverge.testapps.answers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rules that a scan wrote, given to the agent as they are: what clones share then is what the
 * scan left to a person, and the application works as before.
 */
class UnreviewedRulesTest {

  private static final String APP = UnreviewedApp.class.getName();
  private static final int PIECES = 30;

  @TempDir Path folder;

  @Test
  void clonesShareNoMoreThanWhatTheScanCalledUncertain() throws Exception {
    Path rules = folder.resolve("unreviewed.rules");
    List<String> scan = new ArrayList<>(List.of("-jar", Child.agentJar().toString(), "scan"));
    scan.add("--rules=" + rules);
    String[] names = APP.split("\\.");
    String simple = names[names.length - 1];
    try (Stream<Path> files = Files.list(classes(names))) {
      files
          .filter(file -> file.getFileName().toString().startsWith(simple))
          .forEach(file -> scan.add(file.toString()));
    }
    try (Child child = Child.java(folder, scan)) {
      assertTrue(child.finish().startsWith("scanned "), child.err());
    }
    Set<String> certain = new TreeSet<>();
    Set<String> uncertain = new TreeSet<>();
    for (String line : Files.readAllLines(rules)) {
      boolean isComment = line.startsWith("# ");
      String target = line.substring(isComment ? 2 : 0).split(" ", 2)[0];
      if (target.startsWith(APP)) {
        (isComment ? uncertain : certain).add(target);
      }
    }
    assertTrue(certain.size() >= PIECES / 3, certain.toString());

    Set<String> without = same();
    assertTrue(without.containsAll(certain), "the control: " + without);
    Set<String> with = same("rules=" + rules);
    assertFalse(with.stream().anyMatch(certain::contains), with.toString());
    with.removeAll(uncertain);
    assertEquals(Set.of(), with);
  }

  private static Path classes(String[] names) throws Exception {
    Path at = Child.testClasses();
    for (int i = 0; i < names.length - 1; i++) {
      at = at.resolve(names[i]);
    }
    return at;
  }

  /** What was the same after a clone. */
  private Set<String> same(String... options) throws Exception {
    Page page = Page.in(folder);
    String path = System.getProperty("java.class.path");
    String agent = Child.agent(page, options);
    try (Child child =
        Child.java(folder, List.of(agent, "-cp", path, APP, page.file().toString()))) {
      List<String> told = child.finish().lines().toList();
      assertEquals(2, told.size(), child.out() + child.err());
      assertEquals("pieces " + PIECES, told.get(0));
      assertEquals(1, child.err().lines().count(), child.err());
      Set<String> same = new TreeSet<>(List.of(told.get(1).split(" ")));
      same.remove("same");
      return same;
    }
  }
}
