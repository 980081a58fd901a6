package dev.diverge.testapps.clients;

import dev.diverge.testapps.forklab.EmitterSet;
import dev.diverge.testapps.forklab.ForkLab;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Kafka's clients of another version than the broker's. */
final class KafkaClients {
  static final String OLDEST = "3.0.2";
  static final String NEWEST = "4.4.0";

  private KafkaClients() {}

  static ForkLab lab(String version, EmitterSet emitters) throws IOException {
    return ClientJars.first(new ForkLab(emitters), List.of("kafka-clients-" + version));
  }

  /** As most applications have one. */
  static KafkaProducer<String, String> producer(String broker) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", broker), new StringSerializer(), new StringSerializer());
  }
}
