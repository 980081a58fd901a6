package dev.diverge.testapps.clients;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * A member of a group that a forked clone can be, which has but one thread: the one that tells the
 * broker that it lives has ended, and its session is long enough to do without.
 */
final class LoneConsumer {
  private final KafkaConsumer<String, String> consumer;
  private int asked;

  LoneConsumer(String servers, String topic) throws Exception {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                servers,
                "group.id",
                topic,
                "enable.auto.commit",
                false,
                "auto.offset.reset",
                "earliest",
                "max.poll.records",
                1,
                "session.timeout.ms",
                300_000,
                // So long does the broker wait for members that have gone, when one joins.
                "max.poll.interval.ms",
                1_500,
                // Forked clones share one epoll: a socket that one takes out is heard of no more.
                "request.timeout.ms",
                1_000,
                "metadata.max.age.ms",
                Integer.MAX_VALUE),
            new StringDeserializer(),
            new StringDeserializer());
    // A pattern is looked up with the broker before the group is joined: poll may return before.
    consumer.subscribe(Pattern.compile(topic));
    Object unused = read();
    endHeartbeat(topic);
  }

  /** Reads one more record for the group; where it was. */
  Object read() {
    ConsumerRecords<String, String> records;
    do {
      records = consumer.poll(Duration.ofMillis(1));
    } while (records.isEmpty());
    consumer.commitSync();
    return "offset " + records.iterator().next().offset();
  }

  /** Which member of the group this is; numbered, since it stays the same for a whole life. */
  Object member() {
    return consumer.groupMetadata().memberId() + " asked " + asked++;
  }

  private static void endHeartbeat(String group) throws Exception {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().endsWith("heartbeat-thread | " + group)
          && thread instanceof AutoCloseable heartbeat) {
        heartbeat.close();
        thread.join();
      }
    }
  }
}
