package dev.diverge.plugins.otel;

import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizer;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizerProvider;

/**
 * Where OpenTelemetry is configured by properties and variables: the agent is installed before the
 * SDK is built, and what goes out is given the clone's identity.
 */
public final class AutoConfigured implements AutoConfigurationCustomizerProvider {

  private static volatile boolean asked;

  /** Whether OpenTelemetry has asked; it does not where a file configures it. */
  static boolean isAsked() {
    return asked;
  }

  /** First of all: the others' customizers may draw what must not repeat. */
  @Override
  public int order() {
    return Integer.MIN_VALUE;
  }

  @Override
  public void customize(AutoConfigurationCustomizer customizer) {
    asked = true;
    if (!Installation.begin()) {
      return;
    }
    customizer.addSpanProcessorCustomizer((to, config) -> new EndedSpans(to));
    customizer.addSpanExporterCustomizer((to, config) -> new OwnSpans(to));
    customizer.addLogRecordProcessorCustomizer((to, config) -> new EmittedRecords(to));
    customizer.addLogRecordExporterCustomizer((to, config) -> new OwnRecords(to));
    customizer.addMetricExporterCustomizer((to, config) -> new OwnMetrics(to));
  }
}
