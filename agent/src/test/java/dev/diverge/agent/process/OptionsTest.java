package dev.diverge.agent.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptionsTest {

  @TempDir Path folder;

  @Test
  void theEarlierPlaceWins() throws Exception {
    Path file = Files.writeString(folder.resolve("p"), "source=none\npoll=4\nlog=off\n");
    Properties properties = new Properties();
    properties.setProperty("diverge.poll", "2");
    properties.setProperty("diverge.second-reseed", "2");
    Options options =
        Options.of(
            "poll=1,config=" + file,
            properties,
            Map.of("DIVERGE_POLL", "3", "DIVERGE_SECOND_RESEED", "3", "DIVERGE_SOURCE", "page:x"));
    assertEquals("1", options.get(Option.POLL));
    assertEquals("2", options.get(Option.SECOND_RESEED));
    assertEquals("page:x", options.get(Option.SOURCE));
    assertEquals("off", options.get(Option.LOG));
    assertEquals("continue", options.get(Option.ON_FAILURE));
    assertEquals(List.of(), options.complaints());
  }

  @Test
  void aValueMayHoldEqualsSigns() {
    Options options = Options.of("source=page:/a=b", new Properties(), Map.of());
    assertEquals("page:/a=b", options.get(Option.SOURCE));
  }

  @Test
  void whatWasTornIsToldWithAWayRound() {
    List<String> comma =
        Options.of("source=page:/a,b/generation", new Properties(), Map.of()).complaints();
    assertEquals(1, comma.size());
    assertTrue(comma.get(0).startsWith("'b/generation' in"), comma.get(0));
    assertTrue(comma.get(0).endsWith("a value with a comma is for -Ddiverge.KEY= or DIVERGE_KEY"));
    List<String> jcmd = Options.of("source", new Properties(), Map.of()).complaints();
    assertEquals(1, jcmd.size());
    assertTrue(jcmd.get(0).endsWith("quote the options once more: '\"source=...\"'"), jcmd.get(0));
  }

  @Test
  void whatIsWrongIsNamedWithItsPlaceAndTheDefaultUsed() {
    Properties properties = new Properties();
    properties.setProperty("diverge.poll", "0");
    Options options =
        Options.of("sorce=x,novalue", properties, Map.of("DIVERGE_ON_FAILURE", "explode"));
    List<String> complaints = options.complaints();
    assertEquals(4, complaints.size());
    assertTrue(complaints.get(0).contains("'sorce' in the agent's arguments"));
    assertTrue(complaints.get(1).contains("'novalue' in the agent's arguments"));
    assertTrue(complaints.get(2).contains("system property diverge.poll"));
    assertTrue(complaints.get(3).contains("environment variable DIVERGE_ON_FAILURE"));
    assertEquals("100", options.get(Option.POLL));
    assertEquals("continue", options.get(Option.ON_FAILURE));
  }

  @Test
  void aConfigFileThatCannotBeReadIsNamed() {
    Options options = Options.of("config=" + folder.resolve("none"), new Properties(), Map.of());
    assertEquals(1, options.complaints().size());
    assertTrue(options.complaints().get(0).contains(folder.resolve("none").toString()));
  }
}
