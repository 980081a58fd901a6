package dev.diverge.integrations.pools;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;

/** A ZooKeeper client takes its session up again, with all that belongs to it, wherever it is. */
public final class ZooKeeperSessions implements Integration {

  @Override
  public void describe(Library library) {
    library
        .name("zookeeper")
        .state(
            "a client's session, with its ephemeral nodes, locks and leaderships (Curator's too)")
        .uncovered(
            "all clones take up the one session, by turns: close the client before the snapshot, or"
                + " make another in each clone (docs/registering-state.md)");
    library.type("org.apache.zookeeper.ZooKeeper");
  }
}
