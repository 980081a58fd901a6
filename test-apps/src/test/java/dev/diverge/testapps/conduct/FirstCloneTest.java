package dev.diverge.testapps.conduct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.testapps.conduct.Child.Outcome;
import dev.diverge.testlab.AgentJar;
import dev.diverge.testlab.GenerationPage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** At a clone nothing is loaded: a JVM's memory may come in lazily, its jar be another by then. */
class FirstCloneTest {

  private static final Pattern WEAVER =
      Pattern.compile(
          "((dev/diverge/agent/weave|org/objectweb/asm)/[^/]+)(?<!package-info)\\.\\w+");

  private static final Pattern LOADED = Pattern.compile("\\[class,load *\\] (\\S+)");

  /** Its constants are in those who use them, and its one method is for experiments of ASM's. */
  private static final Set<String> NEVER = Set.of("org.objectweb.asm.Constants");

  @TempDir Path folder;
  private Path page = Path.of("page");
  private Path log = Path.of("log");

  @BeforeEach
  void page() {
    page = folder.resolve("gen.page");
    log = folder.resolve("classes.log");
    GenerationPage.create(page);
  }

  @Test
  void noClassIsLoadedFromTheCloneToTheConfirmation() throws Exception {
    Outcome outcome = run(new Child(folder).agent("source=page:" + page));
    assertTwoClones(outcome);
    List<String> lines = Files.readAllLines(log);
    int raised = lines.indexOf(FirstClone.RAISED);
    int drawn = lines.indexOf(FirstClone.DRAWN);
    assertTrue(raised > 0 && raised < drawn, lines.toString());
    assertEquals(List.of(), lines.subList(raised + 1, drawn));
    assertEquals(Set.of(), weavers(lines.subList(0, raised)));
  }

  /** What weaves of the jar's classes, but for what is loaded and for what nothing asks for. */
  private static Set<String> weavers(List<String> loaded) throws Exception {
    Set<String> weavers = new TreeSet<>();
    for (String name : Packs.names("diverge/weave.pack")) {
      Matcher named = WEAVER.matcher(name);
      if (named.matches()) {
        weavers.add(named.group(1).replace('/', '.'));
      }
    }
    assertTrue(weavers.contains("org.objectweb.asm.ClassWriter"), weavers.toString());
    assertTrue(weavers.contains("dev.diverge.agent.weave.GuardWeaver"), weavers.toString());
    for (String line : loaded) {
      Matcher named = LOADED.matcher(line);
      if (named.find()) {
        weavers.remove(named.group(1));
      }
    }
    weavers.removeAll(NEVER);
    return weavers;
  }

  @Test
  void theJarMayBeOverwrittenBeforeTheFirstClone() throws Exception {
    Path jar = Files.copy(AgentJar.required().jar(), folder.resolve("copy.jar"));
    Outcome outcome =
        run(new Child(folder).flags("-javaagent:" + jar + "=source=page:" + page), jar.toString());
    assertTwoClones(outcome);
    assertFalse(outcome.err().contains("NoClassDefFoundError"), outcome.err());
  }

  private Outcome run(Child child, String... more) throws Exception {
    String[] arguments = new String[2 + more.length];
    arguments[0] = page.toString();
    arguments[1] = log.toString();
    System.arraycopy(more, 0, arguments, 2, more.length);
    return child.flags("-Xlog:class+load:file=" + log).run(FirstClone.class, arguments);
  }

  private static void assertTwoClones(Outcome outcome) {
    assertEquals("done", outcome.out(), outcome.err());
    List<String> lines = outcome.err().lines().toList();
    assertEquals(2, lines.size(), outcome.err());
    assertTrue(lines.get(0).startsWith("diverge: clone detected: epoch 1 (page), "), lines.get(0));
    assertTrue(lines.get(1).startsWith("diverge: clone detected: epoch 2 (page), "), lines.get(1));
  }
}
