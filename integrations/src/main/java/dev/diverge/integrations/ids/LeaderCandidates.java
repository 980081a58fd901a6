package dev.diverge.integrations.ids;

import dev.diverge.integrations.Fresh;
import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Phase;

/** Whoever has the leader's name is the leader: clones of it would all be. */
public final class LeaderCandidates implements Integration {

  private static final String FABRIC8 =
      "io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.";

  @Override
  public void describe(Library library) {
    library
        .name("leader-candidates")
        .verifiedOn("io.fabric8:kubernetes-client-api", "6.0.0", "8.0.0")
        .verifiedOn("io.kubernetes:client-java-extended", "6.0.1", "25.0.0")
        .verifiedOn("org.springframework.integration:spring-integration-core", "5.5.20", "7.1.2")
        .state(
            "the identity that leader elections of fabric8's and Kubernetes' own client, and the"
                + " Java Operator SDK's, go by; the id of Spring Integration's candidates")
        .reset("drawn anew, or a number is put behind one that was given: no clone is the leader")
        .limits("until the lease of the one that was cloned is over, nobody leads");
    library
        .type(FABRIC8 + "ResourceLock") // from 6.2
        .noticed("identity")
        .phase(Phase.CONNECTIONS)
        .onCloneEach(each -> each.run("identity", (s, fresh) -> rename(s, "identity", fresh)));
    for (String lock : new String[] {"LeaseLock", "ConfigMapLock"}) {
      library
          .type(FABRIC8 + lock)
          .noticed("identity", "getKind")
          .phase(Phase.CONNECTIONS)
          .onCloneEach(each -> each.run("identity", LeaderCandidates::renameItsOwn).ifThere());
    }
    for (String lock : new String[] {"LeaseLock", "ConfigMapLock", "EndpointsLock"}) {
      library
          .type("io.kubernetes.client.extended.leaderelection.resourcelock." + lock)
          .noticed("identity")
          .phase(Phase.CONNECTIONS)
          .onCloneEach(each -> each.run("identity", (s, fresh) -> rename(s, "identity", fresh)));
    }
    library
        .type("org.springframework.integration.leader.AbstractCandidate")
        .noticed("getId")
        .phase(Phase.CONNECTIONS)
        .onCloneEach(each -> each.run("id", (s, fresh) -> rename(s, "id", fresh)));
  }

  /** Its own before 6.2; else it is the superclass's, where it is renamed. */
  private static void renameItsOwn(Instance lock, Fresh fresh) throws Exception {
    if (lock.hasField("leaseName") || lock.hasField("configMapName")) {
      rename(lock, "identity", fresh);
    }
  }

  private static void rename(Instance candidate, String field, Fresh fresh) throws Exception {
    candidate.set(field, Names.another(candidate.get(field).as(String.class), fresh));
  }
}
