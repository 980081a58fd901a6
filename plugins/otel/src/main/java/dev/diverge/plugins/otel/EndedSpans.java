package dev.diverge.plugins.otel;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;

/** Has a processor know of each span in which epoch it ended. */
final class EndedSpans implements SpanProcessor {

  private final SpanProcessor to;

  EndedSpans(SpanProcessor to) {
    this.to = to;
  }

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {
    to.onStart(parent, span);
  }

  @Override
  public boolean isStartRequired() {
    return to.isStartRequired();
  }

  @Override
  public void onEnd(ReadableSpan span) {
    to.onEnd(new EndedSpan(span));
  }

  @Override
  public boolean isEndRequired() {
    return to.isEndRequired();
  }

  @Override
  public CompletableResultCode shutdown() {
    return to.shutdown();
  }

  @Override
  public CompletableResultCode forceFlush() {
    return to.forceFlush();
  }

  @Override
  public String toString() {
    return to.toString();
  }
}
