package dev.diverge.testapps.twins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.testapps.answers.Child;
import dev.diverge.testapps.answers.Page;
import dev.diverge.testapps.connections.Peer;
import dev.diverge.testapps.libraries.LibraryJars;
import dev.diverge.testapps.libraries.TriedVersions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clones of one client do to each other, by the server's own account; and with the agent. */
class TwinsTest {

  @TempDir Path folder;

  @Test
  void clientsOfNatsGetTheirOwnAnswers() throws Exception {
    int port = Peer.freePort();
    try (Peer nats = Peer.nats(folder, port)) {
      check(
          NatsTwins.class,
          port,
          "one got one, other got one",
          "one got one, other got other",
          "io.nats:jnats:2.0.0",
          "io.nats:jnats:2.26.2");
      assertTrue(nats.process().isAlive(), nats.printed());
    }
  }

  @Test
  void redissonLosesNoPermit() throws Exception {
    int port = Peer.freePort();
    try (Peer redis = Peer.redis(folder, port)) {
      check(
          PermitTwins.class,
          port,
          "1 of 2 permits are there again",
          "2 of 2 permits are there again",
          "org.redisson:redisson:4.3.0"); // before 3.27 the ids are ThreadLocalRandom's
      assertTrue(redis.process().isAlive(), redis.printed());
    }
  }

  @Test
  void redissonReadsWhatWasWritten() throws Exception {
    int port = Peer.freePort();
    try (Peer redis = Peer.redis(folder, port)) {
      check(
          CacheTwins.class,
          port,
          "written while frozen: old, by the other: old",
          "written while frozen: new, by the other: new",
          "org.redisson:redisson:3.23.0",
          "org.redisson:redisson:4.3.0");
      assertTrue(redis.process().isAlive(), redis.printed());
    }
  }

  @Test
  void hadoopGivesNoClientAnothersAnswer() throws Exception {
    check(
        HadoopTwins.class,
        0,
        "one got one's, other got one's",
        "one got one's, other got other's",
        "org.apache.hadoop:hadoop-common:3.0.0",
        "org.apache.hadoop:hadoop-common:3.5.0");
  }

  @Test
  void consumersOfRocketMqShareTheQueuesOut() throws Exception {
    try (LibraryJars jars = new LibraryJars();
        Child server = Child.java(folder, rocketMq(jars))) {
      String serving = server.await(RocketMqServer.SERVING);
      check(
          RocketMqTwins.class,
          Integer.parseInt(serving.substring(RocketMqServer.SERVING.length())),
          "4 of 8 orders are read, 4 of them twice",
          "8 of 8 orders are read, 0 of them twice",
          "org.apache.rocketmq:rocketmq-client:4.2.0",
          "org.apache.rocketmq:rocketmq-client:5.5.0");
    }
  }

  private List<String> rocketMq(LibraryJars jars) {
    String classPath =
        jars.classPath(
            TwinsTest.class,
            "org.apache.rocketmq:rocketmq-broker:4.9.7",
            "org.apache.rocketmq:rocketmq-namesrv:4.9.7");
    return List.of("-Xmx256m", "-cp", classPath, RocketMqServer.class.getName(), folder.toString());
  }

  private void check(Class<?> twins, int port, String without, String with, String... versions)
      throws Exception {
    try (LibraryJars jars = new LibraryJars()) {
      for (String version : TriedVersions.ofThisRun().of(versions)) {
        String classPath = jars.classPath(TwinsTest.class, version);
        Page page = Page.in(folder);
        assertEquals(without, said(twins, port, classPath, page, List.of()), version);
        assertEquals(with, said(twins, port, classPath, page, List.of(Child.agent(page))), version);
      }
    }
  }

  private String said(Class<?> twins, int port, String classPath, Page page, List<String> flags)
      throws Exception {
    List<String> arguments = new ArrayList<>(flags);
    arguments.addAll(List.of("-cp", classPath, twins.getName(), page.file().toString(), "" + port));
    try (Child child = Child.java(folder, arguments)) {
      String said = child.finish().trim();
      return said.isEmpty() ? child.err() : said;
    }
  }
}
