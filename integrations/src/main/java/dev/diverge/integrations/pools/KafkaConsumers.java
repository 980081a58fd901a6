package dev.diverge.integrations.pools;

import dev.diverge.integrations.Fresh;
import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Phase;
import dev.diverge.integrations.Severity;
import java.util.Optional;

/**
 * A consumer is one member of its group, known to the broker by an id. Its clones all go on as that
 * member: each reads the same partitions, and one's commit can undo another's.
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
                + " former member, the broker waits for it as session.timeout.ms says, or its own"
                + " group.consumer.session.timeout.ms; left alone are static members"
                + " (group.instance.id), share and streams groups, workers of Connect, and"
                + " group.protocol=consumer before 4.0: close them and make others, under names of"
                + " their own");
    library
        .type(CONSUMER + "internals.ConsumerCoordinator")
        .phase(Phase.POOLS)
        .onCloneEach(coordinator -> coordinator.run(KafkaConsumers::joinAnew).under("this"));
    library
        .type(CONSUMER + "internals.AbstractMembershipManager") // group.protocol=consumer
        .phase(Phase.POOLS)
        .onCloneEach(manager -> manager.run("memberId", KafkaConsumers::joinUnderAnotherId));
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

  /**
   * From 4.0 a consumer may name itself. Under another name its next heartbeat is a stranger's: the
   * broker says so, and the consumer gives its partitions away as lost and joins.
   */
  private static void joinUnderAnotherId(Instance manager, Fresh fresh) throws Exception {
    Instance itself = manager.itself();
    boolean ofConsumer = itself.hasMethod("groupInstanceId"); // others are of share groups
    if (!ofConsumer || itself.call("groupInstanceId").as(Optional.class).isPresent()) {
      return;
    }
    manager.set("memberId", fresh.uuid().toString());
    manager.call("notifyEpochChange", Optional.empty()); // until then nothing can be committed
    Instance subscriptions = manager.get("subscriptions");
    if (subscriptions.call("hasAutoAssignedPartitions").as(Boolean.class)) {
      withhold(subscriptions);
    }
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
