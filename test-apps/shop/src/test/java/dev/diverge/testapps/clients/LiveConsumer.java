package dev.diverge.testapps.clients;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A consumer as an application has one, and a producer that sends to it. */
final class LiveConsumer {
  /** So many are always fetched that are not read. */
  private static final int AHEAD = 10;

  private static final int HALF = 5;

  private final KafkaProducer<String, String> producer;
  private final KafkaConsumer<String, String> consumer;
  private final String topic;
  private int sent;
  private int read;

  /** Alone in a group, and the only one to send to a topic, of this name. */
  LiveConsumer(String servers, String name, Map<String, String> options)
      throws ExecutionException, InterruptedException {
    topic = name;
    producer = KafkaClients.producer(servers);
    Map<String, Object> all = new HashMap<>(options);
    all.put("bootstrap.servers", servers);
    all.put("group.id", name);
    all.put("enable.auto.commit", false);
    all.put("auto.offset.reset", "earliest");
    all.put("max.poll.records", 1);
    consumer = new KafkaConsumer<>(all, new StringDeserializer(), new StringDeserializer());
    consumer.subscribe(List.of(name));
    send(AHEAD);
  }

  /**
   * Reads some that was sent before and some that is sent now, each once and in its order.
   *
   * @return which member of the group has read it
   */
  Object exchange() throws ExecutionException, InterruptedException {
    read(HALF);
    send(2 * HALF);
    read(HALF);
    consumer.commitSync();
    return consumer.groupMetadata().memberId();
  }

  private void send(int count) throws ExecutionException, InterruptedException {
    for (int i = 0; i < count; i++) {
      Object unused = producer.send(new ProducerRecord<>(topic, Integer.toString(sent++))).get();
    }
  }

  private void read(int count) {
    for (int end = read + count; read < end; ) {
      for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(100))) {
        if (!record.value().equals(Integer.toString(read++))) {
          throw new IllegalStateException("read " + record.value() + " as number " + read);
        }
      }
    }
  }
}
