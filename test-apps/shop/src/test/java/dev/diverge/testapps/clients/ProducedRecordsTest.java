package dev.diverge.testapps.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.diverge.testapps.servers.KafkaBroker;
import dev.diverge.testlab.AgentJar;
import dev.diverge.testlab.EmitterOutcome;
import dev.diverge.testlab.ForkLab;
import dev.diverge.testlab.LabSize;
import dev.diverge.testlab.Outcome;
import dev.diverge.testlab.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A clone's record has the producer id and the sequence number of another clone's: the broker takes
 * it for a repetition, says that it is there, and drops it.
 */
class ProducedRecordsTest {
  private static final String NAME = "Kafka record";

  @ParameterizedTest
  @EnumSource
  void eachClonesRecordsArriveExactlyOnce(ClientVersions versions) throws Exception {
    String broker = KafkaBroker.address();
    String controls = "sent-control-" + versions;
    Outcome control = lab(versions, broker, controls).run();
    assertEquals(
        Verdict.REPEATED, control.emitter(NAME).verdict(), control.complaints().toString());
    assertNotEquals(sent(control), arrived(broker, controls).size(), "lost, to show anything");

    AgentJar agent = AgentJar.required().with("sockets=abort-all");
    String guardeds = "sent-guarded-" + versions;
    Outcome guarded = lab(versions, broker, guardeds).protectedBy(agent).run();
    assertEquals(List.of(), guarded.complaints());
    List<String> arrived = arrived(broker, guardeds);
    assertEquals(sent(guarded), arrived.size());
    assertEquals(arrived.size(), Set.copyOf(arrived).size());
  }

  private static ForkLab lab(ClientVersions versions, String broker, String topic)
      throws IOException {
    return versions.kafka(new ProducedRecords(broker, topic)).clones(LabSize.clones());
  }

  /** One to begin with, then three in the warm-up, in the original and in every clone. */
  private static int sent(Outcome outcome) {
    EmitterOutcome emitter = outcome.emitter(NAME);
    return 1 + 3 * (emitter.clones() + 2);
  }

  private static List<String> arrived(String broker, String topic) {
    TopicPartition partition = new TopicPartition(topic, 0);
    List<String> values = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofSeconds(1)).forEach(record -> values.add(record.value()));
      }
    }
    return values;
  }
}
