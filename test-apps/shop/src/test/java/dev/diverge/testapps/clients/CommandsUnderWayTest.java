package dev.diverge.testapps.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.diverge.testapps.servers.Redis;
import dev.diverge.testlab.AgentJar;
import dev.diverge.testlab.Outcome;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lettuce reconnects, and sends again what was not answered: every clone would. */
class CommandsUnderWayTest {
  private static final AgentJar AGENT = AgentJar.required().with("sockets=abort-all");

  @ParameterizedTest
  @EnumSource
  void whatWritesIsNotDoneAgain(ClientVersions versions) throws IOException {
    assertEquals(
        "write gave 2, read gave 1, is 2",
        outcome(versions, AGENT.with("integration.lettuce=off"), "again-" + versions));
    assertEquals(
        "write failed: the machine was cloned before this was answered: it may have been done or"
            + " not, read gave 1, is 1",
        outcome(versions, AGENT, "once-" + versions));
  }

  private static String outcome(ClientVersions versions, AgentJar agent, String counter)
      throws IOException {
    UnderWay commands = new UnderWay(Redis.port(), counter);
    Outcome outcome = versions.lab(commands).unforked().protectedBy(agent).run();
    assertEquals(List.of(), outcome.complaints(), outcome.stderr());
    return outcome.emitter(UnderWay.NAME).drawnByClones().get(0).get(0);
  }
}
