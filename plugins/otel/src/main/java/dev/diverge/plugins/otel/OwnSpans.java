package dev.diverge.plugins.otel;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;

/** Exports the spans that are this clone's, and not those that ended before it. */
final class OwnSpans implements SpanExporter {

  private final SpanExporter to;

  OwnSpans(SpanExporter to) {
    this.to = to;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    Collection<SpanData> own = Own.of(spans, EndedSpan.Stale.class);
    return own.isEmpty() ? CompletableResultCode.ofSuccess() : to.export(own);
  }

  @Override
  public CompletableResultCode flush() {
    return to.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return to.shutdown();
  }

  @Override
  public String toString() {
    return to.toString();
  }
}
