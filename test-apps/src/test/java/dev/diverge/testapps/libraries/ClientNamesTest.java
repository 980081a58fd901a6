package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Draw;
import dev.diverge.testlab.Emitters;
import java.net.URI;
import java.util.Arrays;

/** Names by which servers know clients, and ask one and not the other. */
@Versions({
  "io.nats:jnats:2.0.0",
  "io.nats:jnats:2.26.2",
  "org.apache.rocketmq:rocketmq-client:4.2.0",
  "org.apache.rocketmq:rocketmq-client:5.5.0",
  "org.apache.rocketmq:rocketmq-client-java:5.0.5",
  "org.apache.rocketmq:rocketmq-client-java:5.2.0",
  "org.apache.hadoop:hadoop-common:3.0.0",
  "org.apache.hadoop:hadoop-hdfs-client:3.5.0 + org.apache.hadoop:hadoop-common:3.5.0",
  "org.activiti:activiti-engine:5.14",
  "org.activiti:activiti-engine:7.1.0.M6",
  "org.camunda.bpm:camunda-engine:7.1.0-Final",
  "org.camunda.bpm:camunda-engine:7.24.0",
  "org.operaton.bpm:operaton-engine:1.0.3",
  "org.flowable:flowable-job-service:6.2.0",
  "org.flowable:flowable-job-service:8.0.0",
  "io.fabric8:kubernetes-client-api:6.0.0",
  "io.fabric8:kubernetes-client-api:8.0.0",
  "io.kubernetes:client-java-extended:6.0.1",
  "io.kubernetes:client-java-extended:25.0.0",
  "org.springframework.integration:spring-integration-core:5.5.20",
  "org.springframework.integration:spring-integration-core:7.1.2"
})
class ClientNamesTest implements LibraryTest {

  private static final String NUID = "io.nats.client.NUID";
  private static final String ROCKET = "org.apache.rocketmq.";
  private static final String HADOOP = "org.apache.hadoop.";
  private static final String[] JOBS = {
    "org.activiti.engine.impl.jobexecutor.DefaultJobExecutor",
    "org.activiti.engine.impl.asyncexecutor.DefaultAsyncJobExecutor",
    "org.camunda.bpm.engine.impl.jobexecutor.DefaultJobExecutor",
    "org.operaton.bpm.engine.impl.jobexecutor.DefaultJobExecutor",
    "org.flowable.job.service.impl.asyncexecutor.DefaultAsyncJobExecutor"
  };
  private static final String LEASE =
      "io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock";
  private static final String KUBERNETES =
      "io.kubernetes.client.extended.leaderelection.resourcelock.ConfigMapLock";
  private static final String CANDIDATE = "org.springframework.integration.leader.DefaultCandidate";

  @Override
  public void describe(Emitters emitters) {
    nats(emitters);
    rocket(emitters);
    hadoop(emitters);
    for (String executor : JOBS) {
      if (Loose.exists(executor)) {
        emitters
            .add(
                "owner of jobs",
                () -> Inside.make(executor),
                made -> Inside.call(made, "getLockOwner"))
            .constant();
      }
    }
    for (String lock : new String[] {LEASE, KUBERNETES}) {
      if (Loose.exists(lock)) {
        emitters
            .add(
                "identity of a candidate",
                () -> Inside.make(lock, "shop", "lock", "pod-1"),
                made -> Inside.call(made, "identity"))
            .constant();
      }
    }
    if (Loose.exists(CANDIDATE)) {
      emitters
          .add("candidate", () -> Inside.make(CANDIDATE), made -> Inside.call(made, "getId"))
          .constant();
    }
  }

  private static void nats(Emitters emitters) {
    if (Loose.exists(NUID)) {
      emitters.add("NUID", () -> Inside.make(NUID), made -> Inside.call(made, "next"));
      emitters.add("NUID of all", () -> Inside.call(NUID, "nextGlobal"));
    }
  }

  private static void rocket(Emitters emitters) {
    String message = ROCKET + "common.message.MessageClientIDSetter";
    if (Loose.exists(message)) {
      emitters.add("unique id", SameMoment.of(timeless(message)));
    }
    String client = ROCKET + "client.java.misc.ClientId";
    if (Loose.exists(client)) {
      emitters.add("client", () -> Inside.make(client), made -> made.toString()).constant();
      String ids = ROCKET + "client.java.message.MessageIdCodec";
      emitters.add(
          "message id",
          SameMoment.of(
              () -> {
                Object codec = Inside.call(ids, "getInstance");
                return Inside.call(codec, "nextMessageId").toString().substring(0, 18);
              }));
    }
  }

  /** Address, process and loader. */
  private static Draw timeless(String message) {
    return () -> {
      String id = (String) Inside.call(message, "createUniqID");
      return id.substring(0, id.length() - 12);
    };
  }

  private static void hadoop(Emitters emitters) {
    String client = HADOOP + "ipc.Client";
    if (Loose.exists(client)) {
      emitters
          .add(
              "id of an RPC client",
              () -> hadoopClient(client),
              made -> {
                Inside.provoke(made, "call");
                return Arrays.toString((byte[]) Inside.get(made, "clientId"));
              })
          .constant();
    }
    String files = HADOOP + "hdfs.DFSClient";
    if (Loose.exists(files)) {
      emitters
          .add("holder of leases", () -> holder(files), made -> Inside.call(made, "getClientName"))
          .constant();
    }
  }

  /** Connected with nobody. */
  private static Object holder(String files) throws Exception {
    Object configuration = configuration();
    return Inside.make(files, new URI("hdfs://localhost:1"), null, configuration, null);
  }

  private static Object configuration() throws Exception {
    Object configuration = Inside.make(HADOOP + "conf.Configuration", false);
    Inside.call(configuration, "setClassLoader", Inside.class.getClassLoader());
    return configuration;
  }

  private static Object hadoopClient(String client) throws Exception {
    return Inside.make(client, Class.forName(HADOOP + "io.ObjectWritable"), configuration());
  }
}
