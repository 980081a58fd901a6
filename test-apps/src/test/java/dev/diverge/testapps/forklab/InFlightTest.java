package dev.diverge.testapps.forklab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.diverge.testlab.AgentJar;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A thread stopped in the middle of a draw when the VM is cloned returns no bytes of the old state.
 */
class InFlightTest {
  @TempDir private Path folder;

  @Test
  void theComparisonCanFailWithoutTheAgent() throws Exception {
    assertEquals(engines(), drewTheOldBytes(Optional.empty(), true));
  }

  @Test
  void theComparisonCanFailWithTheAgentWhenNothingWasCloned() throws Exception {
    // A self-test makes the guards distrust the page for a moment, and engines may reseed.
    AgentJar agent = AgentJar.required().with("self-test=off");
    assertEquals(engines(), drewTheOldBytes(Optional.of(agent), false));
  }

  @Test
  void noEngineReturnsTheOldBytes() throws Exception {
    assertEquals(List.of(), drewTheOldBytes(Optional.of(AgentJar.required()), true));
  }

  private List<String> drewTheOldBytes(Optional<AgentJar> agent, boolean cloned) throws Exception {
    Map<String, Boolean> old = new StoppingDebugger(folder, agent, cloned).run();
    assertEquals(engines(), List.copyOf(old.keySet()), "every engine was stopped and drew");
    return old.entrySet().stream().filter(Map.Entry::getValue).map(Map.Entry::getKey).toList();
  }

  private static List<String> engines() {
    return Stream.of(StoppableEngine.values()).map(Enum::name).toList();
  }
}
