package dev.diverge.plugins.otel;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.logging.Logger;

/**
 * A web service that its agent traces, told by lines what to do: {@code work NAME N} for a request
 * of that name that counts N, {@code clone G} for a clone of generation G right after a request
 * {@code unexported}. What it says first is whether our agent is there.
 */
final class Service {

  private static final Logger LOG = Logger.getLogger(Service.class.getName());

  private Service() {}

  public static void main(String[] arguments) throws Exception {
    System.out.println("guard " + guard());
    Meter meter = GlobalOpenTelemetry.getMeter("service");
    LongCounter counter = meter.counterBuilder("work").build();
    var sizes = meter.histogramBuilder("size").build();
    var held = meter.upDownCounterBuilder("held").build();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line; (line = in.readLine()) != null; ) {
      String[] words = line.split(" ", -1);
      switch (words[0]) {
        case "work" -> {
          request(words[1], url);
          counter.add(Long.parseLong(words[2]));
          held.add(1);
          sizes.record(Double.parseDouble(words[2]));
          LOG.info("log " + words[1]);
        }
        case "clone" -> {
          LOG.info("log unexported");
          request("unexported", url);
          raise(Path.of(arguments[0]), Long.parseLong(words[1]));
        }
        default -> throw new IllegalArgumentException(line);
      }
      System.out.println("done " + line);
    }
    System.exit(0);
  }

  @SuppressWarnings("try") // the scope is there to be closed
  private static void request(String name, String url) throws Exception {
    Span span = GlobalOpenTelemetry.getTracer("service").spanBuilder(name).startSpan();
    try (Scope scope = span.makeCurrent();
        var body = new URL(url).openStream()) {
      body.readAllBytes();
    } finally {
      span.end();
    }
  }

  private static void raise(Path page, long generation) throws Exception {
    try (FileChannel channel = FileChannel.open(page, StandardOpenOption.WRITE)) {
      ByteBuffer word = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
      channel.write(word.putLong(0, generation), 0);
    }
  }

  private static String guard() {
    try {
      return Class.forName("java.lang.DivergeGuard", false, null).getSimpleName();
    } catch (ClassNotFoundException e) {
      return "none";
    }
  }
}
