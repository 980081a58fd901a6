package dev.diverge.testapps.weaving;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.diverge.testapps.answers.Child;
import dev.diverge.testapps.answers.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JVMs with the agent and without read each other's streams, whatever the rules name. */
class StreamsTest {

  @TempDir Path folder;

  @Test
  void bothWays() throws Exception {
    Page page = Page.in(folder);
    Path rules = folder.resolve("my.rules");
    Files.write(
        rules,
        List.of(
            Streams.Cart.class.getName() + "#token = fresh",
            Streams.BigCart.class.getName() + "#cache = null",
            Streams.BigCart.class.getName() + "#size = fresh",
            Streams.Order.class.getName() + "#LOCK = new",
            Streams.Order.class.getName() + "#id = fresh",
            Streams.Order.class.getName() + "#log = new"));
    String agent = Child.agent(page, "rules=" + rules);
    assertEquals("", run("write", "plain"));
    assertEquals("read 3", run("read", "plain", agent));
    assertEquals("", run("write", "woven", agent));
    assertEquals("read 3", run("read", "woven"));
    assertEquals("read 3", run("read", "woven", agent));
  }

  private String run(String what, String file, String... flags) throws Exception {
    try (Child child =
        Child.main(folder, new ArrayList<>(List.of(flags)), Streams.class, what, file)) {
      String out = child.finish().strip();
      assertEquals("", child.err());
      return out;
    }
  }
}
