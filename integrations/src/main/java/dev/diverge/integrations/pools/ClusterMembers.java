package dev.diverge.integrations.pools;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;

/** A member of a cluster is known to the others by an id and an address that clones share. */
public final class ClusterMembers implements Integration {

  @Override
  public void describe(Library library) {
    library
        .name("cluster-members")
        .state("a member of a cluster: of Akka, Hazelcast, Ignite, JGroups (Infinispan) or Pekko")
        .uncovered(
            "clones of a member are one member to the others: join after the restore, or leave and"
                + " join anew in each clone (docs/registering-state.md)");
    library.type("akka.cluster.Cluster");
    library.type("com.hazelcast.instance.impl.Node");
    library.type("org.apache.ignite.internal.IgniteKernal");
    library.type("org.apache.pekko.cluster.Cluster");
    // The protocol of membership: a server that clusters nothing loads a channel's class, too.
    library.type("org.jgroups.protocols.pbcast.GMS");
  }
}
