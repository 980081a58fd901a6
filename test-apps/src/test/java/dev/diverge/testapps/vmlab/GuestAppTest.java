package dev.diverge.testapps.vmlab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuestAppTest {
  @Test
  void drawsFromParkedThreads() throws Exception {
    int[] drawn = {0};
    List<String> said =
        run(() -> List.of(GuestEmitter.of("counter", () -> ++drawn[0])), "draw", "draw");

    assertEquals("warm", said.get(0));
    long platform =
        said.stream().filter(line -> line.startsWith("free\tcounter @platform")).count();
    long virtual = said.stream().filter(line -> line.startsWith("free\tcounter @virtual")).count();
    assertEquals(2, platform);
    assertEquals(Runtime.version().feature() >= 21 ? 2 : 0, virtual);
    assertEquals(2, said.stream().filter(GuestApp.END::equals).count());
  }

  @Test
  void anEmitterThatFailsHidesNoOther() throws Exception {
    List<String> said =
        run(
            () ->
                List.of(
                    GuestEmitter.of(
                        "broken",
                        () -> {
                          throw new IllegalStateException("no");
                        }),
                    GuestEmitter.seeded("sound", () -> 1)),
            "draw");

    assertTrue(said.contains("seeded\tsound @platform\t1"), said.toString());
    assertTrue(said.stream().anyMatch(line -> line.contains("\tfailed: ")), said.toString());
  }

  @Test
  void theStreamStopsAndTellsItsValues() throws Exception {
    List<String> said =
        run(
            List::of,
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

  @Test
  void theSampleDrawsWithoutFailure() throws Exception {
    List<String> said = run(new JdkSample(), "draw");

    assertEquals(List.of(), said.stream().filter(line -> line.contains("failed: ")).toList());
    assertTrue(said.size() > 20, said.toString());
  }

  private static List<String> run(GuestEmitters emitters, String... commands) throws Exception {
    String in = String.join("\n", commands) + "\n";
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new GuestApp(new ByteArrayInputStream(in.getBytes(UTF_8)), out).run(emitters);
    return out.toString(UTF_8).lines().toList();
  }
}
