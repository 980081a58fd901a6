package dev.diverge.integrations.pools;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Severity;

/** Lettuce has no pool but one connection for all, and opens another when that breaks. */
public final class Lettuce implements Integration {

  @Override
  public void describe(Library library) {
    library
        .name("lettuce")
        .verifiedOn("io.lettuce:lettuce-core", "5.3.0.RELEASE", "7.7.0.RELEASE")
        .severity(Severity.SECURITY)
        .state("the connection of a client, and the commands that are under way on it")
        .reset(
            "aborted as sockets= says; Lettuce itself reconnects, and sends again what only reads:"
                + " other commands end with an exception")
        .limits("commands that waited for a connection are sent by each clone");
    library.type("io.lettuce.core.RedisClient");
    library.type(UnansweredCommands.HANDLER).tracked();
    library.trackedReset("dev.diverge.integrations.pools.UnansweredCommands");
  }
}
