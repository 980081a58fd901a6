package dev.diverge.plugins.otel;

import io.opentelemetry.javaagent.tooling.BeforeAgentListener;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;

/** Where a file configures OpenTelemetry, {@link AutoConfigured} is never asked; this one is. */
public final class BeforeAgent implements BeforeAgentListener {

  @Override
  public void beforeAgent(AutoConfiguredOpenTelemetrySdk sdk) {
    Installation.begin();
  }
}
