package dev.diverge.testapps.connections;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.testapps.answers.Child;
import dev.diverge.testapps.answers.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Neither locks nor numbers are in the way. */
class BoundsTest {

  private static final List<String> OPEN =
      List.of(
          "java.base/java.net",
          "java.base/sun.nio.ch",
          "java.base/java.nio.channels",
          "java.base/java.nio.channels.spi",
          "java.base/java.util",
          "java.base/sun.net.www.http",
          "java.net.http/jdk.internal.net.http");

  @TempDir Path folder;

  @Test
  void aThreadThatHoldsAllLocksStopsNeitherTheTransitionNorTheResetOfSockets() throws Exception {
    Page page = Page.in(folder);
    List<String> flags = new ArrayList<>();
    flags.add(Child.agent(page, "sockets=abort-all", "poll=3600000"));
    for (String opened : OPEN) {
      flags.add("--add-opens=" + opened + "=ALL-UNNAMED");
    }
    try (Child child = Child.main(folder, flags, FrozenApp.class, page.file().toString())) {
      child.await("channel ");
      child.awaitErr("clone detected");
      assertEquals(
          List.of("held many", "socket Connection reset", "channel Connection reset"),
          child.finish().lines().toList(),
          child.err());
      String err = child.err();
      assertTrue(err.contains("action http-keep-alive did not end within 2000 ms"), err);
      assertTrue(err.contains("clone detected: epoch 1 (page)"), err);
    }
  }

  @Test
  void aMillionSocketsLeaveNothingBehind() throws Exception {
    Page page = Page.in(folder);
    List<String> flags = List.of("-Xmx64m", Child.agent(page));
    try (Child child = Child.main(folder, flags, LeakApp.class)) {
      assertEquals("not grown\n", child.finish(), child.err());
    }
  }
}
