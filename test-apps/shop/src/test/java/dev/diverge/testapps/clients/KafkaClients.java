package dev.diverge.testapps.clients;

import dev.diverge.testapps.forklab.EmitterSet;
import dev.diverge.testapps.forklab.ForkLab;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Kafka's clients of another version than the broker's; the build has put them there. */
final class KafkaClients {
  static final String OLDEST = "3.0.2";
  static final String NEWEST = "4.4.0";

  private KafkaClients() {}

  static ForkLab lab(String version, EmitterSet emitters) throws IOException {
    Path jar = Path.of("target", "clients", "kafka-clients-" + version + ".jar").toRealPath();
    return new ForkLab(emitters).firstOnClassPath(jar);
  }

  /** As most applications have one. */
  static KafkaProducer<String, String> producer(String broker) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", broker), new StringSerializer(), new StringSerializer());
  }
}
