package dev.diverge.testapps.vmlab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.testlab.EmitterSet;
import dev.diverge.testlab.Outcome;
import dev.diverge.testlab.OutcomeReader;
import dev.diverge.testlab.Verdict;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GuestAppTest {
  @Test
  void drawsOnParkedThreads() throws Exception {
    EmitterSet thread =
        emitters -> {
          emitters.add("thread", () -> Thread.currentThread().getId());
          emitters.add("none", Thread::currentThread, Thread::getId).mustEqual();
        };

    Outcome outcome = outcome(said(thread, "clone 0"));

    boolean virtual = Runtime.version().feature() >= 21;
    assertEquals(virtual ? 4 : 2, outcome.emitters().size());
    String suffix = virtual ? ", on a virtual thread" : "";
    String made = outcome.emitter("none" + suffix).drawnByClones().get(0).get(0);
    assertEquals(made, outcome.emitter("thread" + suffix).drawnByClones().get(0).get(0));
  }

  @Test
  void itsRecordsAreTheForkLabs() throws Exception {
    AtomicInteger drawn = new AtomicInteger();
    EmitterSet set =
        emitters -> {
          emitters.add(
              "broken",
              () -> {
                if (drawn.incrementAndGet() > 3) {
                  throw new IllegalStateException("no");
                }
                return drawn;
              });
          emitters.add("sound", () -> 1).mustEqual();
        };

    Outcome outcome = outcome(said(set, "original", "clone 7"));

    assertEquals(Verdict.FAILED, outcome.emitter("broken").verdict());
    assertEquals(Verdict.GOOD, outcome.emitter("sound").verdict());
    assertEquals(1, outcome.emitter("sound").clones());
  }

  @Test
  void theStreamStopsAndTellsItsValues() throws Exception {
    List<String> said =
        said(
            emitters -> {},
            "stream at 0",
            "stream start 7",
            "stream stop",
            "stream at 0",
            "stream at -1");

    assertEquals(List.of("warm", "no stream", ".", "."), said.subList(0, 4));
    long drawn = Long.parseLong(said.get(4).replace("drawn ", ""));
    assertTrue(drawn >= 0);
    assertTrue(said.get(7).matches(drawn == 0 ? "gone" : "[0-9a-f]{1,8}|gone"), said.get(7));
    assertEquals("gone", said.get(9));
  }

  private static Outcome outcome(List<String> said) {
    List<String> records =
        said.stream().filter(line -> !line.equals(GuestApp.WARM) && !line.equals(".")).toList();
    return OutcomeReader.read(records, "");
  }

  private static List<String> said(EmitterSet emitters, String... commands) throws Exception {
    String in = String.join("\n", commands) + "\n";
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new GuestApp(new ByteArrayInputStream(in.getBytes(UTF_8)), out, emitters, true).run();
    return out.toString(UTF_8).lines().toList();
  }
}
