package dev.diverge.testapps.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.diverge.testapps.servers.KafkaBroker;
import dev.diverge.testlab.AgentJar;
import dev.diverge.testlab.Comparison;
import dev.diverge.testlab.EmitterOutcome;
import dev.diverge.testlab.ForkLab;
import dev.diverge.testlab.Outcome;
import dev.diverge.testlab.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clones of a consumer are one member of its group, and each reads what another has read. */
class ConsumedRecordsTest {
  private static final int CLONES = 2;

  private static final AgentJar AGENT = AgentJar.required().with("sockets=abort-all");

  /** One to begin with, then three in the warm-up, in the original and in every clone. */
  private static final int READ = 1 + 3 * (CLONES + 2);

  @ParameterizedTest
  @EnumSource
  void eachRecordIsReadByOneClone(ClientVersions versions) throws Exception {
    String broker = KafkaBroker.address();
    String controls = "control-" + versions;
    Outcome control = lab(versions, broker, controls).run();
    assertRepeated(control);
    assertNotEquals(READ, committed(controls, broker));

    String guardeds = "guarded-" + versions;
    Outcome guarded = lab(versions, broker, guardeds).protectedBy(AGENT).run();
    assertEquals(List.of(), guarded.complaints(), guarded.stderr());
    assertEquals(READ, committed(guardeds, broker), "none twice, so that many read is none lost");
  }

  /** The broker waits so long for the member that nobody is any more. */
  @Test
  void aConsumerGoesOnAsAnotherMember() throws Exception {
    goesOn(Map.of("session.timeout.ms", "6000"));
  }

  @Test
  void soDoesOneThatNamesItself() throws Exception {
    goesOn(Map.of("group.protocol", "consumer"));
  }

  private static void goesOn(Map<String, String> options) throws Exception {
    LiveRecords records = new LiveRecords(KafkaBroker.address(), options);
    ForkLab lab = ClientVersions.NEWEST.kafka(records).unforked();
    Comparison both = Comparison.run(lab, Optional.of(AGENT));
    assertRepeated(both.control());
    Outcome guarded = Objects.requireNonNull(both.guarded());
    assertEquals(List.of(), guarded.complaints(), guarded.stderr());
  }

  /** The topic holds more than is read, so that none has to wait for a record. */
  private static ForkLab lab(ClientVersions versions, String broker, String topic)
      throws IOException {
    try (KafkaProducer<String, String> producer = KafkaClients.producer(broker)) {
      for (int i = 0; i < 2 * READ; i++) {
        Object unused = producer.send(new ProducerRecord<>(topic, "record " + i));
      }
    }
    return versions.kafka(new ConsumedRecords(broker, topic)).clones(CLONES);
  }

  private static void assertRepeated(Outcome control) {
    for (EmitterOutcome emitter : control.emitters()) {
      assertEquals(Verdict.REPEATED, emitter.verdict(), emitter.name() + emitter.failures());
    }
  }

  /** How far the group of that name says it has read the topic of that name. */
  private static long committed(String topic, String broker)
      throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker))) {
      Map<TopicPartition, OffsetAndMetadata> offsets =
          admin.listConsumerGroupOffsets(topic).partitionsToOffsetAndMetadata().get();
      return offsets.get(new TopicPartition(topic, 0)).offset();
    }
  }
}
