package dev.diverge.testapps.conduct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.testapps.conduct.Child.Outcome;
import dev.diverge.testlab.GenerationPage;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A concurrent map that two threads fight over asks ThreadLocalRandom for help. Where that class or
 * its superclass is just being woven on the thread, this ends in a ClassCircularityError, which the
 * JVM repeats for ever; so nothing there may add to such a map, if it were contended or not.
 */
class ContendedMapsTest {

  private static final String LOADED = "[class,load] java.util.concurrent.ThreadLocalRandom ";

  @TempDir Path folder;

  @BeforeEach
  void write() throws Exception {
    ContendedMaps.write(folder.resolve("patch"));
    GenerationPage.create(folder.resolve("gen.page"));
  }

  @Test
  void suchAMapLoadsThreadLocalRandom() throws Exception {
    assertTrue(child().run(Loading.class).out().contains(LOADED));
  }

  @ParameterizedTest
  @ValueSource(classes = {Random.class, ThreadLocalRandom.class})
  void noneIsAddedToWhereItIsWoven(Class<?> loaded) throws Exception {
    // the follower would do it itself, on a thread of another name
    Outcome outcome =
        child().agent("source=page:gen.page,poll=3600000").run(Loading.class, loaded.getName());
    assertEquals("", outcome.err());
    assertEquals(0, outcome.status());
    assertTrue(outcome.out().lines().anyMatch("4"::equals), outcome.out());
    String weaver = "dev.diverge.agent.weave.GuardWeaver ";
    int woven = outcome.out().indexOf(weaver);
    assertTrue(woven > 0 && woven < outcome.out().indexOf(" java.util.Random "), outcome.out());
  }

  private Child child() {
    return new Child(folder).flags("--patch-module", "java.base=patch", "-Xlog:class+load");
  }
}
