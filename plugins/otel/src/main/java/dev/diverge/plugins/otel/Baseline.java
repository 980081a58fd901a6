package dev.diverge.plugins.otel;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.Data;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableExponentialHistogramData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableHistogramData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableSumData;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What counters and histograms had counted at the first collection in a clone. That is the
 * original's to tell: a clone's begin at nothing there, else all that came before would be counted
 * once more by each.
 *
 * <p>Gauges, and what goes up and down, say what is, not what was counted: they are left alone.
 */
final class Baseline {

  private record Series(String scope, String metric, Attributes attributes) {}

  private final long epoch;
  private final long since;
  private final Map<Series, PointData> counted = new HashMap<>();

  Baseline(long epoch, Collection<MetricData> metrics) {
    this.epoch = epoch;
    long latest = 0;
    for (MetricData metric : metrics) {
      for (PointData point : metric.getData().getPoints()) {
        latest = Math.max(latest, point.getEpochNanos());
      }
    }
    this.since = latest;
    for (MetricData metric : metrics) {
      if (temporality(metric) == AggregationTemporality.CUMULATIVE) {
        for (PointData point : metric.getData().getPoints()) {
          counted.put(series(metric, point), Difference.copy(point));
        }
      }
    }
  }

  long epoch() {
    return epoch;
  }

  /**
   * What the clone has counted, and since when.
   *
   * @param first whether this is of the first collection: as a delta it holds what came before
   */
  Data<?> own(MetricData metric, boolean first) {
    AggregationTemporality temporality = temporality(metric);
    if (temporality == null) {
      return metric.getData();
    }
    if (temporality == AggregationTemporality.DELTA) {
      return first ? ImmutableSumData.create(true, temporality, List.of()) : metric.getData();
    }
    return switch (metric.getType()) {
      case LONG_SUM ->
          ImmutableSumData.create(
              true, temporality, less(metric, metric.getLongSumData().getPoints()));
      case DOUBLE_SUM ->
          ImmutableSumData.create(
              true, temporality, less(metric, metric.getDoubleSumData().getPoints()));
      case HISTOGRAM ->
          ImmutableHistogramData.create(
              temporality, less(metric, metric.getHistogramData().getPoints()));
      case EXPONENTIAL_HISTOGRAM ->
          ImmutableExponentialHistogramData.create(
              temporality, less(metric, metric.getExponentialHistogramData().getPoints()));
      default -> metric.getData();
    };
  }

  /** Of what counts; null of what does not, and of how many clones there were. */
  private static @Nullable AggregationTemporality temporality(MetricData metric) {
    if (metric.getName().equals(CloneMetrics.CLONES)) {
      return null;
    }
    return switch (metric.getType()) {
      case LONG_SUM ->
          metric.getLongSumData().isMonotonic()
              ? metric.getLongSumData().getAggregationTemporality()
              : null;
      case DOUBLE_SUM ->
          metric.getDoubleSumData().isMonotonic()
              ? metric.getDoubleSumData().getAggregationTemporality()
              : null;
      case HISTOGRAM -> metric.getHistogramData().getAggregationTemporality();
      case EXPONENTIAL_HISTOGRAM ->
          metric.getExponentialHistogramData().getAggregationTemporality();
      default -> null;
    };
  }

  private <T extends PointData> List<T> less(MetricData metric, Collection<T> points) {
    List<T> less = new ArrayList<>(points.size());
    for (T point : points) {
      less.add(Difference.of(since, point, counted.get(series(metric, point))));
    }
    return less;
  }

  private static Series series(MetricData metric, PointData point) {
    return new Series(
        metric.getInstrumentationScopeInfo().getName(), metric.getName(), point.getAttributes());
  }
}
