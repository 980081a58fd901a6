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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(strings = {"", "400"})
  void withoutTheAgentAllGoOn(String more) throws Exception {
    Page page = Page.in(folder);
    List<String> expected = new ArrayList<>();
    expected.add("connected and accepted after it: 7");
    expected.add("first write on an idle one: written");
    expected.add("what its peer got: got 1");
    for (String one : WAITING) {
      expected.add(one + (one.equals("write") ? ": written" : ": got 1"));
    }
    assertEquals(expected, more.isEmpty() ? lines(page, List.of()) : lines(page, List.of(), more));
  }

  /** Of more than twenty whoever draws first does not wait for the cutting, but who writes. */
  @ParameterizedTest
  @ValueSource(strings = {"", "0", "400"})
  void withItAllAreResetAndNoByteLeaves(String more) throws Exception {
    Page page = Page.in(folder);
    List<String> flags = List.of(Child.agent(page, "sockets=abort-all,poll=3600000"));
    List<String> lines = more.isEmpty() ? lines(page, flags) : lines(page, flags, more);
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

  private List<String> lines(Page page, List<String> flags, String... more) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(page.file().toString()));
    arguments.addAll(List.of(more));
    try (Child child =
        Child.main(folder, flags, SocketsApp.class, arguments.toArray(String[]::new))) {
      String out = child.finish();
      System.out.println(child.err());
      return out.lines().toList();
    }
  }
}
