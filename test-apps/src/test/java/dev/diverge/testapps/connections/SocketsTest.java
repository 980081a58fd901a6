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

/** TCP connections of before a clone are reset, as ordinary errors; what comes after it is not. */
class SocketsTest {

  private static final List<String> WAITING =
      List.of(
          "asynchronous",
          "channel",
          "read",
          "read on the accepted side",
          "read with a time-out",
          "selector",
          "write");

  @TempDir Path folder;

  @Test
  void withoutTheAgentAllGoOn() throws Exception {
    Page page = Page.in(folder);
    List<String> expected = new ArrayList<>();
    expected.add("connected and accepted after it: 7");
    expected.add("first write on an idle one: written");
    expected.add("what its peer got: got 1");
    for (String one : WAITING) {
      expected.add(one + (one.equals("write") ? ": written" : ": got 1"));
    }
    assertEquals(expected, lines(page, List.of()));
  }

  @Test
  void withItAllAreResetAndNoByteLeaves() throws Exception {
    Page page = Page.in(folder);
    List<String> lines = lines(page, List.of(Child.agent(page, "sockets=abort-all,poll=3600000")));
    assertEquals("connected and accepted after it: 7", lines.get(0));
    assertTrue(
        lines.get(1).startsWith("first write on an idle one: java.net.Socket"), lines::toString);
    assertTrue(
        lines.get(2).endsWith("java.net.SocketException: Connection reset"), lines::toString);
    for (int i = 0; i < WAITING.size(); i++) {
      String line = lines.get(3 + i);
      assertTrue(
          line.matches(WAITING.get(i) + ": java\\.(net\\.Socket|io\\.IO)Exception: .*reset.*"),
          line);
    }
  }

  @Test
  void aConnectionWithinTheMachineIsKept() throws Exception {
    Page page = Page.in(folder);
    assertEquals(lines(page, List.of()), lines(page, List.of(Child.agent(page))));
  }

  private List<String> lines(Page page, List<String> flags) throws Exception {
    try (Child child = Child.main(folder, flags, SocketsApp.class, page.file().toString())) {
      String out = child.finish();
      System.out.println(child.err());
      return out.lines().toList();
    }
  }
}
