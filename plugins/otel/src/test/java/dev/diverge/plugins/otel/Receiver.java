package dev.diverge.plugins.otel;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Takes what OpenTelemetry sends by OTLP over HTTP, and keeps it in the order of its arrival. */
final class Receiver implements AutoCloseable {

  /** Of one kind, with where it says it comes from. */
  record Received<T>(Resource from, T what) {
    String instance() {
      return text("service.instance.id");
    }

    /** 0 where none is said. */
    long epoch() {
      return Attributes.number(from.getAttributesList(), "diverge.epoch");
    }

    private String text(String key) {
      return from.getAttributesList().stream()
          .filter(attribute -> attribute.getKey().equals(key))
          .map(attribute -> attribute.getValue().getStringValue())
          .findFirst()
          .orElse("");
    }
  }

  static final class Attributes {
    private Attributes() {}

    static long number(List<KeyValue> attributes, String key) {
      return attributes.stream()
          .filter(attribute -> attribute.getKey().equals(key))
          .mapToLong(attribute -> attribute.getValue().getIntValue())
          .findFirst()
          .orElse(0);
    }
  }

  private interface Taking {
    void take(HttpExchange exchange) throws IOException;
  }

  private final Queue<Received<Span>> spans = new ConcurrentLinkedQueue<>();
  private final Queue<Received<Metric>> metrics = new ConcurrentLinkedQueue<>();
  private final Queue<Received<LogRecord>> logs = new ConcurrentLinkedQueue<>();
  private final HttpServer server;

  Receiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    serve("/v1/traces", this::takeSpans);
    serve("/v1/metrics", this::takeMetrics);
    serve("/v1/logs", this::takeLogs);
    server.start();
  }

  private void serve(String path, Taking taking) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            taking.take(exchange);
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
          }
        });
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  List<Received<Span>> spans(String name) {
    return spans.stream().filter(span -> span.what().getName().equals(name)).toList();
  }

  List<Received<Metric>> metrics(String name) {
    return metrics.stream().filter(metric -> metric.what().getName().equals(name)).toList();
  }

  /** Those whose text begins so. */
  List<Received<LogRecord>> logs(String beginning) {
    return logs.stream()
        .filter(log -> log.what().getBody().getStringValue().startsWith(beginning))
        .toList();
  }

  private void takeSpans(HttpExchange exchange) throws IOException {
    for (var of :
        ExportTraceServiceRequest.parseFrom(exchange.getRequestBody()).getResourceSpansList()) {
      for (var scope : of.getScopeSpansList()) {
        scope.getSpansList().forEach(span -> spans.add(new Received<>(of.getResource(), span)));
      }
    }
  }

  private void takeMetrics(HttpExchange exchange) throws IOException {
    for (var of :
        ExportMetricsServiceRequest.parseFrom(exchange.getRequestBody()).getResourceMetricsList()) {
      for (var scope : of.getScopeMetricsList()) {
        scope.getMetricsList().forEach(one -> metrics.add(new Received<>(of.getResource(), one)));
      }
    }
  }

  private void takeLogs(HttpExchange exchange) throws IOException {
    for (var of :
        ExportLogsServiceRequest.parseFrom(exchange.getRequestBody()).getResourceLogsList()) {
      for (var scope : of.getScopeLogsList()) {
        scope.getLogRecordsList().forEach(log -> logs.add(new Received<>(of.getResource(), log)));
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
