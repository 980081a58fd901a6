package dev.diverge.testapps.twins;

import dev.diverge.testapps.answers.Page;
import dev.diverge.testapps.libraries.Inside;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Each of two clones asks for its own name, and is answered by what it sent. */
final class NatsTwins {

  private static final Duration LIMIT = Duration.ofSeconds(50);
  private static final String SUBJECT = "who";

  private final Object server;
  private final Object subscription;

  private NatsTwins(int port) throws Exception {
    server = connect(port);
    subscription = Inside.call(server, "subscribe", SUBJECT);
    Inside.call(server, "flush", LIMIT);
  }

  public static void main(String[] args) throws Exception {
    int port = Integer.parseInt(args[1]);
    Object one = connect(port);
    Object other = connect(port);
    Twins.alike(one, other, "mainInbox");
    Twins.alike(Inside.get(one, "nuid"), Inside.get(other, "nuid"), "pre", "seq", "inc");
    NatsTwins twins = new NatsTwins(port);
    new Page(Path.of(args[0])).raise();
    System.out.println(twins.ask(one, other));
    System.exit(0);
  }

  private String ask(Object one, Object other) throws Exception {
    Future<?> mine = request(one, "one");
    Object first = asked();
    Future<?> yours = request(other, "other");
    Object second = asked();
    answer(first);
    answer(second);
    return "one got " + text(mine) + ", other got " + text(yours);
  }

  private static Object connect(int port) throws Exception {
    return Inside.call("io.nats.client.Nats", "connect", "nats://127.0.0.1:" + port);
  }

  private static Future<?> request(Object client, String name) throws Exception {
    byte[] body = name.getBytes(StandardCharsets.US_ASCII);
    return (Future<?>) Inside.call(client, "request", SUBJECT, body);
  }

  private Object asked() throws Exception {
    return Inside.call(subscription, "nextMessage", LIMIT);
  }

  private void answer(Object message) throws Exception {
    String to = (String) Inside.call(message, "getReplyTo");
    Inside.call(server, "publish", to, Inside.call(message, "getData"));
  }

  private static String text(Future<?> answer) throws Exception {
    Object message = answer.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    return new String((byte[]) Inside.call(message, "getData"), StandardCharsets.US_ASCII);
  }
}
