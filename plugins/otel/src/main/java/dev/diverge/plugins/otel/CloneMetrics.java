package dev.diverge.plugins.otel;

import dev.diverge.Diverge;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;

/** How many clones there were, and how their transitions went, as metrics. */
final class CloneMetrics {

  static final String SCOPE = "dev.diverge";

  /** Counts on from clone to clone, where other counters begin anew. */
  static final String CLONES = "diverge.clones";

  private static final AttributeKey<String> KIND = AttributeKey.stringKey("diverge.refused.kind");
  private static final Attributes CONNECTIONS = Attributes.of(KIND, "connection");
  private static final Attributes CIPHERS = Attributes.of(KIND, "cipher");
  private static final double SECOND = 1e9;

  private CloneMetrics() {}

  static void register(OpenTelemetry telemetry) {
    Meter meter = telemetry.getMeter(SCOPE);
    meter
        .gaugeBuilder("diverge.epoch")
        .ofLongs()
        .setDescription("The epoch: 0 at the start, one more for each clone noticed.")
        .buildWithCallback(to -> to.record(Diverge.epoch()));
    meter
        .counterBuilder(CLONES)
        .setUnit("{clone}")
        .setDescription("Clones noticed since the first start, drills included.")
        .buildWithCallback(to -> to.record(Diverge.epoch()));
    meter
        .gaugeBuilder("diverge.transition.duration")
        .setUnit("s")
        .setDescription("How long the last transition took, from the notice to the confirmation.")
        .buildWithCallback(
            to -> {
              Figures figures = Figures.now();
              if (figures.epoch() > 0) {
                to.record(figures.nanos() / SECOND);
              }
            });
    meter
        .gaugeBuilder("diverge.failures")
        .ofLongs()
        .setUnit("{failure}")
        .setDescription("What could not be reset in the last transition.")
        .buildWithCallback(to -> to.record(Figures.now().failures()));
    meter
        .counterBuilder("diverge.refused")
        .setUnit("{use}")
        .setDescription("Uses of TLS connections and ciphers of before a clone that were refused.")
        .buildWithCallback(
            to -> {
              Figures figures = Figures.now();
              to.record(figures.refusedConnections(), CONNECTIONS);
              to.record(figures.refusedCiphers(), CIPHERS);
            });
  }
}
