package dev.diverge.testapps.twins;

import dev.diverge.testapps.answers.Page;
import dev.diverge.testapps.libraries.Inside;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Two clones of a consumer read a topic's queues, which are shared out among all of a group. */
final class RocketMqTwins {

  private static final String CLIENT = "org.apache.rocketmq.client.";
  private static final String TOPIC = "orders-" + ProcessHandle.current().pid();
  private static final String GROUP = "readers";
  private static final String FIRST = "first";
  private static final int FOR_EACH_QUEUE = 2;
  private static final long LIMIT = 50_000;

  private final String names;
  private final Map<String, Integer> read = new ConcurrentHashMap<>();

  private RocketMqTwins(String names) {
    this.names = names;
  }

  public static void main(String[] args) throws Exception {
    System.setProperty("com.rocketmq.sendMessageWithVIPChannel", "false"); // as from 4.9
    System.setProperty("user.home", System.getProperty("user.dir")); // for what it logs
    Inside.open("java.nio"); // as its older versions' Netty wants
    RocketMqTwins twins = new RocketMqTwins("127.0.0.1:" + args[1]);
    System.out.println(twins.run(new Page(Path.of(args[0]))));
    System.exit(0);
  }

  private String run(Page page) throws Exception {
    Object producer = producer();
    send(producer, FIRST); // makes the topic
    Collection<?> queues = queuesOfTopic(producer);
    Object one = consumer("one");
    Object other = consumer("other");
    Twins.alike(client(one), client(other), "clientId");
    page.raise();
    share(one, other, queues.size());
    int all = 0;
    for (Object queue : queues) {
      for (int i = 0; i < FOR_EACH_QUEUE; i++) {
        send(producer, "order " + all++, queue);
      }
    }
    awaitAll((queues(one).size() + queues(other).size()) * FOR_EACH_QUEUE);
    read.remove(FIRST);
    long twice = read.values().stream().filter(times -> times > 1).count();
    return read.size() + " of " + all + " orders are read, " + twice + " of them twice";
  }

  private Object producer() throws Exception {
    Object producer = Inside.make(CLIENT + "producer.DefaultMQProducer", "shop");
    Inside.call(producer, "setNamesrvAddr", names);
    Inside.call(producer, "setSendMsgTimeout", (int) LIMIT);
    Inside.call(producer, "start");
    return producer;
  }

  private static void send(Object producer, String text, Object... to) throws Exception {
    Object message =
        Inside.make(
            "org.apache.rocketmq.common.message.Message",
            TOPIC,
            text.getBytes(StandardCharsets.US_ASCII));
    if (to.length == 0) {
      Inside.call(producer, "send", message);
    } else {
      Inside.call(producer, "send", message, to[0]);
    }
  }

  /** Of the name server, which the broker tells of a topic when it is there. */
  private static Collection<?> queuesOfTopic(Object producer) throws Exception {
    for (long end = System.nanoTime() + LIMIT * 1_000_000; ; Thread.sleep(20)) {
      try {
        return (Collection<?>) Inside.call(producer, "fetchPublishMessageQueues", TOPIC);
      } catch (Exception notYet) {
        if (System.nanoTime() > end) {
          throw notYet;
        }
      }
    }
  }

  private Object consumer(String instance) throws Exception {
    Object consumer = Inside.make(CLIENT + "consumer.DefaultMQPushConsumer", GROUP);
    Inside.call(consumer, "setNamesrvAddr", names);
    Inside.call(consumer, "setInstanceName", instance);
    Inside.call(consumer, "subscribe", TOPIC, "*");
    Inside.call(
        consumer,
        "setConsumeFromWhere",
        Inside.get(
            "org.apache.rocketmq.common.consumer.ConsumeFromWhere", "CONSUME_FROM_FIRST_OFFSET"));
    Inside.call(consumer, "registerMessageListener", reader());
    Inside.call(consumer, "start");
    return consumer;
  }

  private Object reader() throws Exception {
    String listener = CLIENT + "consumer.listener.";
    Class<?> type = Class.forName(listener + "MessageListenerConcurrently");
    Object success = Inside.get(listener + "ConsumeConcurrentlyStatus", "CONSUME_SUCCESS");
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) -> {
          for (Object message : (List<?>) arguments[0]) {
            byte[] body = (byte[]) Inside.call(message, "getBody");
            read.merge(new String(body, StandardCharsets.US_ASCII), 1, Integer::sum);
          }
          return success;
        });
  }

  /** As both do every half a minute: they say that they are there, and see who else is. */
  private static void share(Object one, Object other, int queues) throws Exception {
    for (long end = System.nanoTime() + LIMIT * 1_000_000; ; Thread.sleep(20)) {
      Inside.call(client(one), "sendHeartbeatToAllBrokerWithLock");
      Inside.call(client(other), "sendHeartbeatToAllBrokerWithLock");
      if (sees(one, other)) {
        Inside.call(client(one), "doRebalance");
        Inside.call(client(other), "doRebalance");
      }
      if (queues(one).size() == queues / 2 && queues(other).size() == queues / 2) {
        return;
      }
      if (System.nanoTime() > end) {
        throw new IllegalStateException(queues(one) + " and " + queues(other));
      }
    }
  }

  /** Whether the broker has heard how both are called. */
  private static boolean sees(Object one, Object other) throws Exception {
    Collection<?> seen =
        (Collection<?>) Inside.call(client(one), "findConsumerIdList", TOPIC, GROUP);
    return seen != null && seen.contains(id(one)) && seen.contains(id(other)) && seen.size() == 2;
  }

  private static Object id(Object consumer) throws Exception {
    return Inside.get(client(consumer), "clientId");
  }

  private static Object client(Object consumer) throws Exception {
    return Inside.get(Inside.get(consumer, "defaultMQPushConsumerImpl"), "mQClientFactory");
  }

  private static Collection<?> queues(Object consumer) throws Exception {
    Object balance = Inside.get(Inside.get(consumer, "defaultMQPushConsumerImpl"), "rebalanceImpl");
    return ((Map<?, ?>) Inside.get(balance, "processQueueTable"))
        .keySet().stream().filter(queue -> queue.toString().contains(TOPIC)).toList();
  }

  private void awaitAll(int count) throws InterruptedException {
    long end = System.nanoTime() + LIMIT * 1_000_000;
    while (count > orders()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(orders() + " of " + count + " are read");
      }
      Thread.sleep(20);
    }
  }

  private int orders() {
    int all = 0;
    for (Map.Entry<String, Integer> each : read.entrySet()) {
      all += each.getKey().equals(FIRST) ? 0 : each.getValue();
    }
    return all;
  }
}
