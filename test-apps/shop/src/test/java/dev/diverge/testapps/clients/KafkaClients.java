package dev.diverge.testapps.clients;

import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Kafka's clients, for both sides of a test. */
final class KafkaClients {
  private KafkaClients() {}

  /** As most applications have one. */
  static KafkaProducer<String, String> producer(String broker) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", broker), new StringSerializer(), new StringSerializer());
  }
}
