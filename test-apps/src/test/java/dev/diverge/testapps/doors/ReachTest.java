package dev.diverge.testapps.doors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.testapps.answers.Child;
import dev.diverge.testapps.answers.Page;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What application code gets from the agent: no more than it has without. */
class ReachTest {

  @TempDir Path folder;

  @Test
  void nothingOfTheAgentsIsReached() throws Exception {
    Page page = Page.in(folder);
    List<String> flags = List.of(Child.agent(page, "jmx=on"));
    try (Child child = Child.main(folder, flags, ReachApp.class, page.file().toString())) {
      String out = child.finish();
      assertTrue(out.contains("epoch 1true\n"), out + child.err());
      assertTrue(out.contains("taken []\n"), out);
      assertTrue(out.contains("met true entered []\n"), out);
      assertTrue(out.contains("control [Instrumentation]\n"), out);
    }
  }

  @Test
  void theGuardDoesForTheApplicationWhatItCanDoItself() throws Exception {
    Page page = Page.in(folder);
    List<String> flags = List.of(Child.agent(page), "-XX:+EnableDynamicAgentLoading");
    try (Child child = Child.main(folder, flags, GuardApp.class)) {
      child.await("done");
      Told told = Told.by(folder, "status", Long.toString(child.pid()));
      assertTrue(
          told.out().contains("\nrefused     0 TLS connections, 0 uses of ciphers\n"), told.out());
      String out = child.finish();
      assertTrue(out.contains("77 is 77\n"), out);
      assertTrue(out.contains("mark 0\n"), out);
      assertTrue(out.contains("parent 0\n"), out);
      assertEquals("", child.err());
    }
  }

  /** On a late attach, too, nothing lies where the application could look for it. */
  @Test
  void theLinkIsNoSystemProperty() throws Exception {
    Page page = Page.in(folder);
    try (Child child =
        Child.main(folder, List.of("-XX:+EnableDynamicAgentLoading"), CatchApp.class)) {
      child.await("up");
      child.attach(page);
      child.say("");
      String out = child.finish();
      assertTrue(out.contains("guard true\n"), out + child.err());
      assertTrue(out.contains("caught [dev.diverge.installed]\n"), out);
    }
  }
}
