package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Emitters;
import java.lang.reflect.Proxy;
import java.util.UUID;
import javax.sql.DataSource;

/** Keys of databases: those taken in advance, and those that a worker's number is part of. */
@Versions({
  "org.springframework:spring-jdbc:5.0.0.RELEASE",
  "org.springframework:spring-jdbc:7.0.10",
  "me.ahoo.cosid:cosid-core:1.4.14",
  "me.ahoo.cosid:cosid-core:2.13.3",
  "com.mybatis-flex:mybatis-flex-core:1.5.0",
  "com.mybatis-flex:mybatis-flex-core:1.11.4",
  "io.seata:seata-common:1.4.0",
  "io.seata:seata-common:2.0.0",
  "org.apache.seata:seata-common:2.1.0",
  "org.apache.seata:seata-common:2.5.0",
  "org.dromara.hutool:hutool-core:6.0.0-M21",
  "org.apache.openjpa:openjpa-lib:1.0.0",
  "org.apache.openjpa:openjpa-lib:4.1.1",
  "com.datastax.cassandra:cassandra-driver-core:2.1.10",
  "com.datastax.cassandra:cassandra-driver-core:3.11.5",
  "org.apache.geronimo.components:geronimo-transaction:4.0.0",
  "org.apache.cxf:cxf-core:4.0.5",
  "org.apache.ws.commons.axiom:axiom-api:1.2.15",
  "org.apache.ws.commons.axiom:axiom-api:2.0.0",
  "org.apache.axis:axis:1.4",
  "com.xfvape.uid:uid-generator:0.0.4-RELEASE",
  "io.netty:netty-resolver-dns:4.1.115.Final",
  "io.netty:netty-resolver-dns:4.2.20.Final"
})
class KeyBlocksTest implements LibraryTest {

  private static final String SPRING =
      "org.springframework.jdbc.support.incrementer.MySQLMaxValueIncrementer";
  private static final String COSID = "me.ahoo.cosid.segment.";
  private static final String FLEX = "com.mybatisflex.core.keygen.impl.SnowFlakeIDKeyGenerator";
  private static final String[] SEATA = {"io.seata", "org.apache.seata"};
  private static final String HUTOOL = "org.dromara.hutool.core.data.id.";
  private static final String OPENJPA = "org.apache.openjpa.lib.util.UUIDGenerator";
  private static final String CASSANDRA = "com.datastax.driver.core.utils.UUIDs";
  private static final String GERONIMO = "org.apache.geronimo.transaction.manager.XidFactoryImpl";
  private static final String CXF = "org.apache.cxf.attachment.AttachmentUtil";
  private static final String AXIOM = "org.apache.axiom.util.UIDGenerator";
  private static final String AXIS = "org.apache.axis.components.uuid.FastUUIDGen";
  private static final String BAIDU = "com.xfvape.uid.impl.DefaultUidGenerator";
  private static final String DNS = "io.netty.resolver.dns.DnsQueryIdSpace";

  @Override
  public void describe(Emitters emitters) throws Exception {
    if (Loose.exists(COSID + "DefaultSegmentId")) {
      emitters.add(
          "segment",
          () -> Inside.make(COSID + "DefaultSegmentId", distributor()),
          ids -> Inside.call(ids, "generate"));
    }
    workers(emitters);
    others(emitters);
    if (Loose.exists(DNS)) {
      emitters
          .add("query id", () -> Inside.make(DNS), space -> Inside.call(space, "nextId"))
          .ofBits(14);
    }
  }

  private static Object distributor() throws Exception {
    SharedCounter blocks = SharedCounter.make(100);
    Class<?> type = Class.forName(COSID + "IdSegmentDistributor");
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "getStep" -> stepAs(method.getReturnType());
              case "nextMaxId" -> blocks.next();
              case "nextIdSegment" ->
                  Inside.make(COSID + "DefaultIdSegment", blocks.next() + 99, 100L);
              case "allowReset" -> true;
              default -> null;
            });
  }

  private static Object stepAs(Class<?> type) {
    return type == int.class ? (Object) 100 : (Object) 100L;
  }

  private static void workers(Emitters emitters) {
    if (Loose.exists(FLEX)) {
      emitters
          .add(
              "worker of a key",
              () -> Inside.make(FLEX, 1L, 1L),
              made -> (Long) Inside.call(made, "nextId") & 0x3f_f000)
          .constant()
          .ofBits(10);
    }
    if (Loose.exists(BAIDU)) {
      emitters
          .add(
              "worker of a key",
              KeyBlocksTest::baidu,
              made -> ((Long) Inside.call(made, "getUID") >> 13) & 0x3f_ffff)
          .constant()
          .ofBits(22);
    }
    for (String seata : SEATA) {
      String worker = seata + ".common.util.IdWorker";
      if (Loose.exists(worker)) {
        emitters
            .add("worker of a key", () -> Inside.make(worker, 1L), KeyBlocksTest::worker)
            .constant()
            .ofBits(10);
      }
    }
    if (Loose.exists(HUTOOL + "Snowflake")) {
      emitters
          .add(
              "worker of a key",
              () -> Inside.make(HUTOOL + "Snowflake", 1L, 1L),
              made -> (Long) Inside.call(made, "next") & 0x3f_f000)
          .constant()
          .ofBits(10);
      emitters.add(
          "ObjectId",
          SameMoment.of(() -> ((String) Inside.call(HUTOOL + "ObjectId", "next")).substring(8)));
    }
  }

  private static Object baidu() throws Exception {
    Object made = Inside.make(BAIDU);
    Class<?> type = Class.forName("com.xfvape.uid.worker.WorkerIdAssigner");
    Object assigner =
        Proxy.newProxyInstance(
            type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> 1L);
    Inside.call(made, "setWorkerIdAssigner", assigner);
    Inside.call(made, "setEpochStr", "2026-01-01"); // its own ends after nine years
    Inside.call(made, "afterPropertiesSet");
    return made;
  }

  private static void others(Emitters emitters) {
    if (Loose.exists(AXIS)) {
      emitters
          .add(
              "clock and node",
              () -> Inside.make(AXIS),
              made -> ((String) Inside.call(made, "nextUUID")).substring(19))
          .constant();
    }

    if (Loose.exists(OPENJPA)) {
      emitters.add(
          "address and sequence",
          SameMoment.of(
              () -> {
                byte[] id = (byte[]) openJpa();
                StringBuilder rest = new StringBuilder();
                for (int i = 8; i < id.length; i++) {
                  rest.append(id[i]).append(' ');
                }
                return rest.toString();
              }));
    }
    if (Loose.exists(CASSANDRA)) {
      emitters.add(
          "clock and node",
          SameMoment.of(
              () -> ((UUID) Inside.call(CASSANDRA, "timeBased")).getLeastSignificantBits()));
    }
    if (Loose.exists(GERONIMO)) {
      emitters.add(
          "Xid", () -> Inside.make(GERONIMO), made -> Inside.call(made, "createXid").toString());
    }
    if (Loose.exists(CXF)) {
      emitters.add("attachment", () -> Inside.call(CXF, "createContentID", "urn:shop"));
    }
    if (Loose.exists(AXIOM)) {
      emitters.add("message", () -> Inside.call(AXIOM, "generateUID"));
      emitters.add("message's URN", () -> Inside.call(AXIOM, "generateURNString"));
    }
    if (Loose.exists(SPRING)) {
      emitters.add("key", KeyBlocksTest::incrementer, made -> Inside.call(made, "nextLongValue"));
    }
  }

  private static Object worker(Object made) throws Exception {
    Inside.call(made, "nextId");
    return Inside.get(made, "workerId");
  }

  private static Object openJpa() throws Exception {
    try {
      return Inside.call(OPENJPA, "next", 1);
    } catch (NoSuchMethodError before2) {
      return Inside.call(OPENJPA, "next");
    }
  }

  /** Over a database that adds to a column and says what it made of it. */
  private static Object incrementer() throws Exception {
    SharedCounter blocks = SharedCounter.make(100);
    Object made = Inside.make(SPRING, answering(DataSource.class, blocks), "sequence", "value");
    Inside.call(made, "setCacheSize", 100);
    return made;
  }

  private static <T> T answering(Class<T> type, SharedCounter blocks) {
    return type.cast(
        Proxy.newProxyInstance(
            KeyBlocksTest.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              Class<?> asked = method.getReturnType();
              if (asked.isInterface()) {
                return answering(asked, blocks);
              }
              if (asked == long.class) {
                return blocks.next() + 99;
              }
              return asked == boolean.class
                  ? (Object) true
                  : asked == int.class ? (Object) 1 : null;
            }));
  }
}
