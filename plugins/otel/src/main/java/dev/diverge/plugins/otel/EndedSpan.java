package dev.diverge.plugins.otel;

import dev.diverge.Diverge;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.common.InstrumentationLibraryInfo;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.jspecify.annotations.Nullable;

/** A span, and the epoch in which it ended. */
final class EndedSpan implements ReadableSpan {

  private final ReadableSpan span;
  private final long epoch = Diverge.epoch();

  EndedSpan(ReadableSpan span) {
    this.span = span;
  }

  /** As the clone that exports it should tell it; before any clone as it is. */
  @Override
  public SpanData toSpanData() {
    SpanData data = span.toSpanData();
    long now = Diverge.epoch();
    if (now == 0) {
      return data;
    }
    return epoch == now ? new Own(data, Identity.own(data.getResource())) : new Stale(data);
  }

  private static final class Own extends DelegatingSpanData {
    private final Resource resource;

    Own(SpanData span, Resource resource) {
      super(span);
      this.resource = resource;
    }

    @Override
    public Resource getResource() {
      return resource;
    }
  }

  /** Ended before the clone, and not yet exported then: that is for the one that was cloned. */
  static final class Stale extends DelegatingSpanData {
    Stale(SpanData span) {
      super(span);
    }
  }

  @Override
  public SpanContext getSpanContext() {
    return span.getSpanContext();
  }

  @Override
  public SpanContext getParentSpanContext() {
    return span.getParentSpanContext();
  }

  @Override
  public String getName() {
    return span.getName();
  }

  @Override
  @Deprecated
  public InstrumentationLibraryInfo getInstrumentationLibraryInfo() {
    return span.getInstrumentationLibraryInfo();
  }

  @Override
  public InstrumentationScopeInfo getInstrumentationScopeInfo() {
    return span.getInstrumentationScopeInfo();
  }

  @Override
  public boolean hasEnded() {
    return span.hasEnded();
  }

  @Override
  public long getLatencyNanos() {
    return span.getLatencyNanos();
  }

  @Override
  public SpanKind getKind() {
    return span.getKind();
  }

  @Override
  public <T> @Nullable T getAttribute(AttributeKey<T> key) {
    return span.getAttribute(key);
  }

  @Override
  public Attributes getAttributes() {
    return span.getAttributes();
  }
}
