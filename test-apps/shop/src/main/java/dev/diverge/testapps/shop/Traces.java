package dev.diverge.testapps.shop;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** A span for every request; its trace's id goes back to the customer in a header. */
@Component
public class Traces extends OncePerRequestFilter {
  public static final String HEADER = "X-Trace-Id";

  private final SdkTracerProvider provider = SdkTracerProvider.builder().build();
  private final Tracer tracer = provider.get("shop");

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Span span = tracer.spanBuilder(request.getMethod()).startSpan();
    response.setHeader(HEADER, span.getSpanContext().getTraceId());
    Scope scope = span.makeCurrent();
    try {
      chain.doFilter(request, response);
    } finally {
      scope.close();
      span.end();
    }
  }

  /** The id of a trace begun and ended here. */
  public String newTraceId() {
    Span span = tracer.spanBuilder("none").setNoParent().startSpan();
    span.end();
    return span.getSpanContext().getTraceId();
  }

  @Override
  public void destroy() {
    provider.close();
    super.destroy();
  }
}
