package dev.diverge.testapps.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/** The broker's JVM: formats its folder, then is Kafka. */
final class KafkaMain {
  private KafkaMain() {}

  /** Arguments: the folder, the broker's port, the controller's. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    String properties = folder.resolve("server.properties").toString();
    Files.writeString(Path.of(properties), configuration(folder, arguments[1], arguments[2]));
    String[] format = {
      "format", "--config", properties, "--cluster-id", Uuid.randomUuid().toString()
    };
    if (StorageTool.execute(format, System.out) != 0) {
      throw new IOException("the folder could not be formatted");
    }
    Kafka.main(new String[] {properties});
  }

  private static String configuration(Path folder, String port, String controller) {
    return """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@127.0.0.1:%2$s
        controller.listener.names=CONTROLLER
        listeners=PLAINTEXT://127.0.0.1:%1$s,CONTROLLER://127.0.0.1:%2$s
        advertised.listeners=PLAINTEXT://127.0.0.1:%1$s
        log.dirs=%3$s
        offsets.topic.replication.factor=1
        offsets.topic.num.partitions=1
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        group.initial.rebalance.delay.ms=0
        group.min.session.timeout.ms=500
        group.coordinator.rebalance.protocols=classic,consumer
        group.consumer.min.session.timeout.ms=6000
        group.consumer.session.timeout.ms=6000
        group.consumer.min.heartbeat.interval.ms=1000
        group.consumer.heartbeat.interval.ms=1000
        """
        .formatted(port, controller, folder.resolve("log"));
  }
}
