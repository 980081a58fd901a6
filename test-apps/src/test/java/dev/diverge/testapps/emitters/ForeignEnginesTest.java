package dev.diverge.testapps.emitters;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.diverge.testapps.answers.Child;
import dev.diverge.testapps.answers.Page;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What another provider's engine gives after a clone, by either policy and by none. */
class ForeignEnginesTest {

  @TempDir Path folder;

  @Test
  void allIsMixedByDefaultAndAnErrorOfAnEnginesIsSaidOnce() throws Exception {
    assertEquals(
        """
        stale bytes given out: false
        seed as the engine gave it before: true
        seed as the engine gave it: false
        getSeed as the engine gave it: false
        as the one that refuses gave it: false
        """,
        run("mix", 1));
  }

  @Test
  void aDrawInFlightIsMadeAgainWhereEnginesAreReseeded() throws Exception {
    assertEquals(
        """
        stale bytes given out: false
        seed as the engine gave it before: true
        seed as the engine gave it: true
        getSeed as the engine gave it: true
        as the one that refuses gave it: true
        """,
        run("reseed", 1));
  }

  @Test
  void nothingIsDoneWhereEnginesAreKept() throws Exception {
    assertEquals(
        """
        stale bytes given out: true
        seed as the engine gave it before: true
        seed as the engine gave it: true
        getSeed as the engine gave it: true
        as the one that refuses gave it: true
        """,
        run("keep", 0));
  }

  private String run(String policy, int complaints) throws Exception {
    Page page = Page.in(folder);
    try (Child child =
        Child.main(
            folder,
            List.of(Child.agent(page, "third-party-random=" + policy)),
            ForeignEnginesApp.class,
            page.file().toString())) {
      String out = child.finish();
      String err = child.err();
      assertEquals(
          complaints, err.lines().filter(line -> line.contains("cannot be reseeded")).count(), err);
      return out;
    }
  }
}
