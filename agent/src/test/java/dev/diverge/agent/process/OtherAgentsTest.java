package dev.diverge.agent.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class OtherAgentsTest {

  @Test
  void namesThemInTheirOrderWithoutTheirOptions() {
    assertEquals(
        List.of(
            "otel agent.jar, before this one",
            "jdwp, before this one",
            "libprofiler.so, after this one"),
        OtherAgents.named(
            "-Xmx1g -javaagent:/opt/otel agent.jar=key=secret -agentlib:jdwp=server=y"
                + " -javaagent:/opt/diverge.jar=source=none -ea -agentpath:/x/libprofiler.so",
            "diverge.jar"));
    assertEquals(List.of(), OtherAgents.named("", "diverge.jar"));
  }
}
