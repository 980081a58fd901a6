package dev.diverge.testapps.clients;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A consumer as an application has one, and a producer that sends to it. */
final class LiveConsumer {
  private static final int RECORDS = 10;

  private final KafkaProducer<String, String> producer;
  private final KafkaConsumer<String, String> consumer;
  private final String topic;
  private int sent;
  private int read;

  /** Alone in a group, and the only one to send to a topic, of this name. */
  LiveConsumer(String servers, String name) {
    topic = name;
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers), new StringSerializer(), new StringSerializer());
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                servers,
                "group.id",
                name,
                "enable.auto.commit",
                false,
                "auto.offset.reset",
                "earliest",
                // So long does the broker wait for the member that nobody is any more.
                "session.timeout.ms",
                6_000),
            new StringDeserializer(),
            new StringDeserializer());
    consumer.subscribe(List.of(name));
  }

  /**
   * Sends some, and reads what was sent, each once and in its order.
   *
   * @return which member of the group has read it
   */
  Object exchange() throws ExecutionException, InterruptedException {
    for (int i = 0; i < RECORDS; i++) {
      Object unused = producer.send(new ProducerRecord<>(topic, Integer.toString(sent++))).get();
    }
    List<String> values = new ArrayList<>();
    while (values.size() < RECORDS) {
      consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
    }
    for (String value : values) {
      if (!value.equals(Integer.toString(read++))) {
        throw new IllegalStateException("read out of turn: " + values);
      }
    }
    consumer.commitSync();
    return consumer.groupMetadata().memberId();
  }
}
