package dev.diverge.plugins.otel;

import dev.diverge.Diverge;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.Data;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Exports metrics as this clone's, counted from the clone on. */
final class OwnMetrics implements MetricExporter {

  private final MetricExporter to;
  private volatile @Nullable Baseline baseline;

  OwnMetrics(MetricExporter to) {
    this.to = to;
  }

  @Override
  public CompletableResultCode export(Collection<MetricData> metrics) {
    long epoch = Diverge.epoch();
    return to.export(epoch == 0 ? metrics : own(epoch, metrics));
  }

  private Collection<MetricData> own(long epoch, Collection<MetricData> metrics) {
    Baseline is = baseline;
    boolean first = is == null || is.epoch() != epoch;
    Baseline since = first || is == null ? new Baseline(epoch, metrics) : is;
    baseline = since;
    List<MetricData> own = new ArrayList<>(metrics.size());
    for (MetricData metric : metrics) {
      Data<?> data = since.own(metric, first);
      if (!data.getPoints().isEmpty()) {
        own.add(new OwnMetric(metric, Identity.own(metric.getResource()), data));
      }
    }
    return own;
  }

  @Override
  public AggregationTemporality getAggregationTemporality(InstrumentType type) {
    return to.getAggregationTemporality(type);
  }

  @Override
  public Aggregation getDefaultAggregation(InstrumentType type) {
    return to.getDefaultAggregation(type);
  }

  @Override
  public MemoryMode getMemoryMode() {
    return to.getMemoryMode();
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
