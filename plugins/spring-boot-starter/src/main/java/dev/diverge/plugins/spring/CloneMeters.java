package dev.diverge.plugins.spring;

import dev.diverge.Diverge;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** The meters of the OpenTelemetry extension, by the same names. */
final class CloneMeters implements MeterBinder {

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("diverge.epoch", Diverge::epoch)
        .description("The epoch: 0 at the start, one more for each clone noticed.")
        .register(registry);
    FunctionCounter.builder("diverge.clones", this, always -> Diverge.epoch())
        .description("Clones noticed since the first start, drills included.")
        .register(registry);
    TimeGauge.builder("diverge.transition.duration", CloneMeters::lastNanos, TimeUnit.NANOSECONDS)
        .description("How long the last transition took, from the notice to the confirmation.")
        .register(registry);
    Gauge.builder("diverge.failures", () -> Figures.now().failures())
        .description("What could not be reset in the last transition.")
        .register(registry);
    refused(registry, "connection", always -> Figures.now().refusedConnections());
    refused(registry, "cipher", always -> Figures.now().refusedCiphers());
  }

  private void refused(MeterRegistry registry, String kind, ToDoubleFunction<CloneMeters> count) {
    FunctionCounter.builder("diverge.refused", this, count)
        .tag("diverge.refused.kind", kind)
        .description("Uses of TLS connections and ciphers of before a clone that were refused.")
        .register(registry);
  }

  /** None before the first. */
  private static Number lastNanos() {
    Figures figures = Figures.now();
    return figures.epoch() == 0 ? Double.NaN : figures.nanos();
  }
}
