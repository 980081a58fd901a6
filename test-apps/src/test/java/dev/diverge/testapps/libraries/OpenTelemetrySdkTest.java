package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Emitters;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;

@Versions({
  "io.opentelemetry:opentelemetry-sdk-trace:1.0.0",
  "io.opentelemetry:opentelemetry-sdk-trace:1.68.0"
})
class OpenTelemetrySdkTest implements LibraryTest {
  @Override
  public void describe(Emitters emitters) {
    emitters.add("span id", () -> IdGenerator.random().generateSpanId());
    emitters.add("trace id", () -> IdGenerator.random().generateTraceId());
    emitters.add("a root span", OpenTelemetrySdkTest::tracer, OpenTelemetrySdkTest::rootSpan);
  }

  /** Without a processor newer versions make no spans. */
  private static Tracer tracer() {
    return SdkTracerProvider.builder()
        .addSpanProcessor(SimpleSpanProcessor.create(SpanExporter.composite()))
        .build()
        .get("lab");
  }

  private static String rootSpan(Tracer tracer) {
    SpanContext span = tracer.spanBuilder("drawn").setNoParent().startSpan().getSpanContext();
    return span.getTraceId() + "-" + span.getSpanId();
  }
}
