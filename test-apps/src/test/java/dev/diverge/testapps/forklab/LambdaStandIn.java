package dev.diverge.testapps.forklab;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A stand-in for the API of Lambda's that a runtime client asks, on loopback: it is told of the end
 * of a function's initialisation, lets it be restored, gives it an event, takes the answer, and
 * then an event that ends it.
 */
final class LambdaStandIn implements AutoCloseable {
  static final String RESTORE = "/2018-06-01/runtime/restore/next";
  static final String END = "end";

  private static final String INVOCATION = "/2018-06-01/runtime/invocation/";
  private static final String ERROR = "/error";

  private final HttpServer server;
  private final List<String> answers = new CopyOnWriteArrayList<>();
  private final List<String> errors = new CopyOnWriteArrayList<>();
  private volatile boolean answered;
  private volatile long restoredAt;

  LambdaStandIn() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.start();
  }

  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** What the function said to its events, in the order of its restores. */
  List<String> answers() {
    return answers;
  }

  /** When the function was last told that it is restored, by the clock of {@code nanoTime}. */
  long restoredAt() {
    return restoredAt;
  }

  List<String> errors() {
    return errors;
  }

  private void serve(HttpExchange call) throws IOException {
    String path = call.getRequestURI().getPath();
    String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (path.equals(RESTORE)) {
      answered = false;
      restoredAt = System.nanoTime();
      reply(call, 200, "");
    } else if (path.equals(INVOCATION + "next")) {
      call.getResponseHeaders().add("Content-Type", "application/json"); // it relies on that
      call.getResponseHeaders().add("Lambda-Runtime-Aws-Request-Id", "event");
      call.getResponseHeaders().add("Lambda-Runtime-Deadline-Ms", "" + Long.MAX_VALUE);
      call.getResponseHeaders().add("Lambda-Runtime-Invoked-Function-Arn", "arn");
      reply(call, 200, answered ? END : "draw");
    } else if (path.startsWith(INVOCATION) && path.endsWith("/response")) {
      answers.add(body);
      answered = true;
      reply(call, 202, "");
    } else {
      errors.add(path + (path.endsWith(ERROR) ? " " + body : ""));
      reply(call, path.endsWith(ERROR) ? 202 : 404, "");
    }
  }

  private static void reply(HttpExchange call, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    // Whoever kept the connection would need a thread for that, which a forked clone lacks.
    call.getResponseHeaders().add("Connection", "close");
    call.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    call.getResponseBody().write(bytes);
    call.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
