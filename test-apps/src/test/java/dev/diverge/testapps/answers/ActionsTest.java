package dev.diverge.testapps.answers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an application registers runs once an epoch, whatever some of it does. */
class ActionsTest {

  @TempDir Path folder;

  @Test
  void everyActionRunsOnceAnEpochAndTroubleIsNamed() throws Exception {
    Page page = Page.in(folder);
    try (Child child =
        Child.main(
            folder,
            List.of(Child.agent(page, "action-timeout=500")),
            ActionsApp.class,
            page.file().toString())) {
      String out = child.finish();
      assertEquals(
          List.of(
              "epoch 0 true",
              "epoch 1 node other true",
              "log [first, locked, registers, annotated, calm, last]",
              "fields 0 []",
              "bounded",
              "epoch 2 node other true",
              "log [first, locked, registers, registered, annotated, calm, last]",
              "fields 0 []",
              "bounded"),
          out.lines().toList(),
          child.err());
      String err = child.err();
      String name = "diverge: action " + ActionsApp.class.getName();
      assertEquals(2, count(err, name + " failed: java.lang.IllegalStateException: boom"), err);
      assertEquals(
          2, count(err, name + " failed: java.lang.AssertionError: the end of this thread"), err);
      assertTrue(err.contains(name + " did not end within 500 ms, it is at "), err);
      assertTrue(err.contains("diverge: clone detected: epoch 1 (page), "), err);
      assertTrue(err.contains("diverge: clone detected: epoch 2 (page), "), err);
    }
  }

  @Test
  void withoutTheAgentNothingHappens() throws Exception {
    Page page = Page.in(folder);
    try (Child child = Child.main(folder, List.of(), IdleApp.class, page.file().toString())) {
      assertEquals(List.of("epoch 0 false", "ran 0 same"), child.finish().lines().toList());
      assertEquals("", child.err());
    }
    try (Child child =
        Child.main(folder, List.of(Child.agent(page)), IdleApp.class, page.file().toString())) {
      assertEquals(List.of("epoch 0 true", "ran 1 other"), child.finish().lines().toList());
    }
  }

  /**
   * The package dev.diverge is a module's then, and the agent's entry must be found all the same.
   */
  @Test
  void fromANamedModule() throws Exception {
    Page page = Page.in(folder);
    List<String> command =
        List.of(
            Child.agent(page),
            "-p",
            Child.apiJar().toString(),
            "--add-modules",
            "dev.diverge.api",
            "-cp",
            Child.testClasses().toString(),
            IdleApp.class.getName(),
            page.file().toString());
    try (Child child = Child.java(folder, command)) {
      assertEquals(
          List.of("epoch 0 true", "ran 1 other"), child.finish().lines().toList(), child.err());
    }
  }

  @Test
  void registeredBeforeTheAgentIsAttached() throws Exception {
    Page page = Page.in(folder);
    try (Child child =
        Child.main(
            folder,
            List.of("-XX:+EnableDynamicAgentLoading"),
            ManyApp.class,
            page.file().toString(),
            "1",
            "wait")) {
      assertEquals("ready false", child.await("ready"));
      child.attach(page);
      child.say("go");
      assertEquals("ran 10", child.finish().lines().skip(1).findFirst().orElseThrow(), child.err());
    }
  }

  @Test
  void tenThousandActionsRunOnceEach() throws Exception {
    Page page = Page.in(folder);
    try (Child child =
        Child.main(
            folder,
            List.of(Child.agent(page, "poll=3600000")),
            ManyApp.class,
            page.file().toString(),
            "10000")) {
      child.finish();
      assertEquals("ran 100000", child.await("ran"), child.err());
    }
  }

  static long count(String text, String line) {
    return text.lines().filter(line::equals).count();
  }
}
