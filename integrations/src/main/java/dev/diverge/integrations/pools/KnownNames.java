package dev.diverge.integrations.pools;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;

/** Clients that a server knows by a session or a name that cannot be exchanged from outside. */
public final class KnownNames implements Integration {

  private static final String[] CLIENTS = {
    "com.alibaba.nacos.common.remote.client.RpcClient",
    "com.amazonaws.services.dynamodbv2.AmazonDynamoDBLockClient",
    "com.github.kagkarlsson.scheduler.SchedulerName$Hostname",
    "com.github.shyiko.mysql.binlog.BinaryLogClient",
    "com.google.cloud.pubsub.v1.StreamingSubscriberConnection",
    "com.google.cloud.spanner.DatabaseClientImpl",
    "com.hivemq.client.internal.mqtt.MqttClientConfig",
    "com.netflix.appinfo.InstanceInfo",
    "com.rabbitmq.stream.impl.StreamProducer",
    "com.xxl.job.core.executor.XxlJobExecutor",
    "io.camunda.client.impl.CamundaClientImpl",
    "io.camunda.zeebe.client.impl.ZeebeClientImpl",
    "io.etcd.jetcd.impl.LeaseImpl",
    "io.rsocket.core.RSocketRequester",
    "io.temporal.serviceclient.WorkflowServiceStubsOptions",
    "net.javacrumbs.shedlock.support.Utils",
    "org.apache.cxf.transport.jms.JMSConduit",
    "org.apache.geode.internal.cache.GemFireCacheImpl",
    "org.apache.jackrabbit.oak.plugins.document.DocumentNodeStore",
    "org.apache.pulsar.client.impl.ConsumerImpl",
    "org.apache.pulsar.client.impl.ProducerImpl",
    "org.apache.ratis.client.impl.RaftClientImpl",
    "org.apache.shardingsphere.core.strategy.keygen.SnowflakeShardingKeyGenerator",
    "org.apache.shardingsphere.elasticjob.infra.handler.sharding.JobInstance",
    "org.apache.shardingsphere.infra.algorithm.keygen.snowflake.SnowflakeKeyGenerateAlgorithm",
    "org.apache.qpid.jms.JmsConnection",
    "org.eclipse.paho.client.mqttv3.MqttAsyncClient",
    "org.eclipse.paho.mqttv5.client.MqttAsyncClient",
    "org.infinispan.client.hotrod.RemoteCacheManager",
    "org.springframework.integration.jms.JmsOutboundGateway",
    "org.springframework.integration.jms.outbound.JmsOutboundGateway",
    "quickfix.Session",
    "software.amazon.kinesis.coordinator.Scheduler",
    "tech.powerjob.worker.PowerJobWorker"
  };

  @Override
  public void describe(Library library) {
    library
        .name("known-names")
        .state(
            "the name or session by which a server or a database knows a client: of Camunda's and"
                + " Zeebe's workers, CXF over JMS, db-scheduler, DynamoDB's lock client,"
                + " ElasticJob, etcd's leases, Eureka, FIX (QuickFIX/J), Geode, Hot Rod, Kinesis,"
                + " MQTT (HiveMQ, Paho), MySQL's binlog (Debezium's too), Nacos, Oak, PowerJob,"
                + " Pub/Sub, Pulsar, Qpid, RabbitMQ's streams, Ratis, RSocket, ShardingSphere's"
                + " snowflake workers, ShedLock, Spanner, Spring Integration's JMS gateways,"
                + " Temporal and XXL-JOB")
        .uncovered(
            "clones go on under one: close the client before the snapshot, or make another in each"
                + " clone, under a name of its own (docs/registering-state.md)");
    for (String client : CLIENTS) {
      library.type(client);
    }
  }
}
