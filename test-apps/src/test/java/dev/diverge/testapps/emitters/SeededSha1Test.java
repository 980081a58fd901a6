package dev.diverge.testapps.emitters;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.diverge.testapps.answers.Child;
import dev.diverge.testapps.answers.Page;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A SHA1PRNG seeded after a clone, which the second reseed of that clone must leave alone. */
class SeededSha1Test {

  @TempDir Path folder;

  @Test
  void byDefaultItKeepsItsSequenceUntilTheNextClone() throws Exception {
    assertEquals("as seeded: true, after the next clone: false\n", run("second-reseed=100"));
  }

  @Test
  void itKeepsItForEverIfThatIsAskedFor() throws Exception {
    assertEquals(
        "as seeded: true, after the next clone: true\n",
        run("second-reseed=100,seeded-sha1prng=keep"));
  }

  private String run(String options) throws Exception {
    Page page = Page.in(folder);
    try (Child child =
        Child.main(
            folder,
            List.of(Child.agent(page, options)),
            SeededSha1App.class,
            page.file().toString())) {
      return child.finish();
    }
  }
}
