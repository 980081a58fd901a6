package dev.diverge.integrations.pools;

import dev.diverge.integrations.Fresh;
import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Phase;
import dev.diverge.integrations.Severity;

/**
 * A consumer is one member of its group, by an id that the broker gave it. Its clones all go on as
 * that member: each reads the same partitions, and one's commit can undo another's.
 */
public final class KafkaConsumers implements Integration {

  private static final String CONSUMER = "org.apache.kafka.clients.consumer.";

  /** The broker is told, and logs it. */
  private static final String REASON = "the machine was cloned";

  @Override
  public void describe(Library library) {
    library
        .name("kafka-consumer")
        .verifiedOn("org.apache.kafka:kafka-clients", "3.0.2", "4.4.0")
        .severity(Severity.UNIQUENESS)
        .state("a consumer's membership of its group, and the partitions it was given")
        .reset(
            "the consumer forgets its member id without leaving the group, for the member may be"
                + " another clone, and joins anew at its next poll: its partitions are lost to it,"
                + " as its listener is told, and the broker hands them out again")
        .limits(
            "what was read and not committed before the clone is read again, and a commit of it"
                + " fails as for any consumer that lost its partitions; where nobody goes on as the"
                + " former member, the broker waits for it as session.timeout.ms says; a static"
                + " member (group.instance.id) and one by group.protocol=consumer are left alone:"
                + " close it and make another, under a name of its own");
    library
        .type(CONSUMER + "internals.ConsumerCoordinator")
        .phase(Phase.POOLS)
        .onCloneEach(coordinator -> coordinator.run(KafkaConsumers::joinAnew).under("this"));
    library
        .type(CONSUMER + "KafkaConsumer")
        .borrowing("poll", "commitSync", "commitAsync", "unsubscribe", "close");
  }

  private static void joinAnew(Instance coordinator, Fresh fresh) throws Exception {
    Instance subscriptions = coordinator.get("subscriptions");
    boolean isMember = subscriptions.call("hasAutoAssignedPartitions").as(Boolean.class);
    if (!isMember || !coordinator.call("isDynamicMember").as(Boolean.class)) {
      return;
    }
    if (coordinator.hasMethod("resetStateAndRejoin", REASON, true)) {
      coordinator.call("resetStateAndRejoin", REASON, true);
    } else {
      coordinator.call("resetStateAndRejoin", REASON); // before 3.2
    }
    withhold(subscriptions);
  }

  /** What it has fetched already is for whoever is given the partitions now. */
  private static void withhold(Instance subscriptions) throws Exception {
    Instance partitions = subscriptions.call("assignedPartitions");
    if (subscriptions.hasMethod("markPendingRevocation", partitions.value())) {
      subscriptions.call("markPendingRevocation", partitions.value());
    } else { // before 3.2.3
      for (Instance partition : partitions.each()) {
        subscriptions.call("pause", partition.value());
      }
    }
  }
}
