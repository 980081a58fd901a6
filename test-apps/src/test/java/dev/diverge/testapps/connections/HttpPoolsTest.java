package dev.diverge.testapps.connections;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.diverge.testapps.answers.Child;
import dev.diverge.testapps.answers.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An HTTPS service and clients with pools, under load through ten clones. */
class HttpPoolsTest {

  @TempDir Path folder;

  @Test
  void withoutTheAgentConnectionsAreUsedOn() throws Exception {
    assertEquals(List.of("fresh 0", "answered many", "lost 0", "hung 0", "odd []"), run());
  }

  @Test
  void withItEachClientOpensNewOnesAndNoRequestIsLost() throws Exception {
    assertEquals(
        List.of("fresh 30", "answered many", "lost 0", "hung 0", "odd []"),
        run("sockets=abort-all"));
  }

  @Test
  void poolsAreEmptiedAlsoOfConnectionsThatAreKept() throws Exception {
    assertEquals(
        List.of("fresh 30", "answered many", "lost 0", "hung 0", "odd []"), run("sockets=keep"));
  }

  private List<String> run(String... options) throws Exception {
    Page page = Page.in(folder);
    ServerKey key = ServerKey.make(folder);
    List<String> flags = new ArrayList<>();
    if (options.length > 0) {
      flags.add(Child.agent(page, options));
    }
    try (Child child =
        Child.main(
            folder, flags, HttpLoadApp.class, page.file().toString(), key.file().toString())) {
      String out = child.finish();
      System.out.println(out + child.err());
      return out.lines().toList();
    }
  }
}
