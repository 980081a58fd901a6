package dev.diverge.testapps.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.testapps.answers.Child;
import dev.diverge.testapps.answers.Page;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What can be counted instead of timed, so that it is the same on a busy machine, against limits:
 * what a draw allocates, what the heap holds, and what a start loads.
 */
class CreepTest {

  private static final long HELD_AT_MOST = 1_300_000;

  /**
   * A start's classes, those in java.base among them: {@code start.pack} lists all but the last.
   */
  private static final int CLASSES_AT_MOST = 65;

  @TempDir Path folder;

  @Test
  void aDrawAllocatesWhatItDoesWithoutAndTheHeapHoldsLittle() throws Exception {
    Map<String, Long> without = counted(List.of());
    Map<String, Long> with = counted(List.of(Child.agent(Page.in(folder))));
    long held = with.remove("held") - without.remove("held");
    assertEquals(without.keySet(), with.keySet());
    for (Map.Entry<String, Long> draw : with.entrySet()) {
      long plain = without.get(draw.getKey());
      // A whole byte either way: what is allocated once in a while is not counted in the same
      // round.
      assertTrue(draw.getValue() <= plain + 1, draw + " bytes a draw, without: " + plain);
    }
    assertTrue(held < HELD_AT_MOST, "held: " + held);
  }

  @Test
  void aStartLoadsFewClasses() throws Exception {
    Path log = folder.resolve("loaded");
    List<String> flags =
        List.of(
            "-Xlog:class+load:file=" + log,
            Child.agent(Page.in(folder)),
            "-XX:TieredStopAtLevel=1");
    try (Child child = Child.main(folder, flags, HelloWorld.class)) {
      child.finish();
    }
    long classes =
        Files.readString(log)
            .lines()
            .takeWhile(line -> !line.contains(" " + HelloWorld.class.getName() + " "))
            .filter(line -> line.contains("diverge") || line.contains("Diverge"))
            .count();
    assertTrue(classes > 40 && classes <= CLASSES_AT_MOST, "loaded: " + classes);
  }

  private Map<String, Long> counted(List<String> flags) throws Exception {
    Map<String, Long> counted = new LinkedHashMap<>();
    List<String> all = new ArrayList<>(flags);
    all.add("-XX:+UseSerialGC");
    all.add("-XX:-UseTLAB"); // of which a whole one counts as used
    all.add("-cp");
    all.add(ownClasses());
    all.add("-Xint"); // or what is allocated would be the compiler's luck
    all.add(CountedDraws.class.getName());
    try (Child child = Child.java(folder, all)) {
      for (String line : child.finish().lines().toList()) {
        int space = line.lastIndexOf(' ');
        String name = space < 0 ? "held" : line.substring(0, space);
        counted.put(name, Long.valueOf(line.substring(space + 1)));
      }
      assertEquals("", child.err());
    }
    return counted;
  }

  /** No jars: to find an agent, whichever, the JVM opens each on the class path. */
  private static String ownClasses() throws Exception {
    Path main =
        Path.of(HeapProbe.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    return main + File.pathSeparator + Child.testClasses();
  }
}
