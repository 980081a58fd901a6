package dev.diverge.testapps.clients;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * An idempotent producer that a forked clone can use, which has but one thread: the producer's own
 * is stopped between two records, and its work is done on the thread that sends.
 */
final class LoneProducer {
  private final KafkaProducer<String, String> producer;
  private final String topic;
  private final Object sender;
  private final Method runOnce;
  private int sent;

  LoneProducer(String servers, String topic) throws Exception {
    this.topic = topic;
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                servers,
                "enable.idempotence",
                true,
                "delivery.timeout.ms",
                Integer.MAX_VALUE,
                // Forked clones share one epoll: a socket that one takes out is heard of no more.
                "request.timeout.ms",
                500,
                "metadata.max.age.ms",
                Integer.MAX_VALUE,
                "interceptor.classes",
                StopAfterFirst.class.getName()),
            new StringSerializer(),
            new StringSerializer());
    Field field = KafkaProducer.class.getDeclaredField("sender");
    field.setAccessible(true);
    sender = field.get(producer);
    runOnce = sender.getClass().getDeclaredMethod("runOnce");
    runOnce.setAccessible(true);
    Future<RecordMetadata> unused = producer.send(new ProducerRecord<>(topic, name()));
    StopAfterFirst.STOPPED.await();
  }

  Object send() throws Exception {
    Future<RecordMetadata> done = producer.send(new ProducerRecord<>(topic, name()));
    while (!done.isDone()) {
      try {
        runOnce.invoke(sender);
      } catch (InvocationTargetException e) {
        throw new IllegalStateException("the sender failed: " + e.getCause(), e.getCause());
      }
    }
    return "offset " + done.get().offset();
  }

  /** The kernel's name for this process: what the JVM has read of it is older than the clone. */
  private String name() throws Exception {
    return Files.readSymbolicLink(Path.of("/proc/self")) + " " + sent++;
  }

  /** Keeps the thread that brings the first acknowledgement, for ever. */
  public static final class StopAfterFirst implements ProducerInterceptor<String, String> {
    static final CountDownLatch STOPPED = new CountDownLatch(1);

    @Override
    public void onAcknowledgement(RecordMetadata metadata, Exception failure) {
      if (STOPPED.getCount() > 0) {
        STOPPED.countDown();
        try {
          new CountDownLatch(1).await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }

    @Override
    public ProducerRecord<String, String> onSend(ProducerRecord<String, String> record) {
      return record;
    }

    @Override
    public void configure(Map<String, ?> configs) {}

    @Override
    public void close() {}
  }
}
