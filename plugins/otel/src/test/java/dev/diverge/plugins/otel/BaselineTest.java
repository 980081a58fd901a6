package dev.diverge.plugins.otel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramPointData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableExponentialHistogramBuckets;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableExponentialHistogramData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableExponentialHistogramPointData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableHistogramData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableHistogramPointData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableLongPointData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableMetricData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableSumData;
import io.opentelemetry.sdk.resources.Resource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A clone counts from the clone on, each kind in its own way. */
class BaselineTest {

  private static final long START = 10;
  private static final long CLONED = 1000;
  private static final long LATER = 2000;

  @Test
  void counters() {
    LongPointData point = own(sum(true, 100, CLONED), sum(true, 107, LATER));
    assertEquals(7, point.getValue());
    assertEquals(CLONED, point.getStartEpochNanos());
  }

  @Test
  void counterThatBeganAnew() {
    assertEquals(3, own(sum(true, 100, CLONED), sum(true, 3, LATER)).getValue());
  }

  @Test
  void whatGoesUpAndDownIsLeftAlone() {
    LongPointData point = own(sum(false, 100, CLONED), sum(false, 107, LATER));
    assertEquals(107, point.getValue());
    assertEquals(START, point.getStartEpochNanos());
  }

  @Test
  void deltasOfBeforeAreTheOriginals() {
    MetricData first = delta(5);
    MetricData second = delta(6);
    Baseline baseline = new Baseline(1, List.of(first));
    assertTrue(baseline.own(first, true).getPoints().isEmpty());
    assertSame(second.getData(), baseline.own(second, false));
  }

  @Test
  void histograms() {
    MetricData before = histogram(50, CLONED, 3L, 2L, 0L);
    MetricData after = histogram(80, LATER, 4L, 2L, 1L);
    HistogramPointData point =
        (HistogramPointData)
            new Baseline(1, List.of(before)).own(after, false).getPoints().iterator().next();
    assertEquals(2, point.getCount());
    assertEquals(30, point.getSum());
    assertEquals(List.of(1L, 0L, 1L), point.getCounts());
    assertFalse(point.hasMin());
    assertFalse(point.hasMax());
  }

  /** Two buckets of the finer scale are one of the coarser; also below nought. */
  @Test
  void exponentialHistogramsThatGrewCoarser() {
    MetricData before = exponential(3, -3, CLONED, 1L, 2L, 4L, 8L); // indices -3 to 0
    MetricData after = exponential(2, -2, LATER, 2L, 7L, 8L); // indices -2 to 0
    ExponentialHistogramPointData point =
        (ExponentialHistogramPointData)
            new Baseline(1, List.of(before)).own(after, false).getPoints().iterator().next();
    assertEquals(2, point.getScale());
    assertEquals(List.of(1L, 1L, 0L), point.getPositiveBuckets().getBucketCounts());
    assertEquals(2, point.getCount());
  }

  private static LongPointData own(MetricData before, MetricData after) {
    return (LongPointData)
        new Baseline(1, List.of(before)).own(after, false).getPoints().iterator().next();
  }

  private static MetricData sum(boolean monotonic, long value, long at) {
    return ImmutableMetricData.createLongSum(
        Resource.empty(),
        InstrumentationScopeInfo.create("scope"),
        "sum",
        "",
        "",
        ImmutableSumData.create(
            monotonic,
            AggregationTemporality.CUMULATIVE,
            List.of(ImmutableLongPointData.create(START, at, Attributes.empty(), value))));
  }

  private static MetricData delta(long value) {
    return ImmutableMetricData.createLongSum(
        Resource.empty(),
        InstrumentationScopeInfo.create("scope"),
        "delta",
        "",
        "",
        ImmutableSumData.create(
            true,
            AggregationTemporality.DELTA,
            List.of(ImmutableLongPointData.create(START, CLONED, Attributes.empty(), value))));
  }

  private static MetricData histogram(double sum, long at, Long... counts) {
    return ImmutableMetricData.createDoubleHistogram(
        Resource.empty(),
        InstrumentationScopeInfo.create("scope"),
        "histogram",
        "",
        "",
        ImmutableHistogramData.create(
            AggregationTemporality.CUMULATIVE,
            List.of(
                ImmutableHistogramPointData.create(
                    START,
                    at,
                    Attributes.empty(),
                    sum,
                    true,
                    1,
                    true,
                    9,
                    List.of(5.0, 8.0),
                    List.of(counts)))));
  }

  private static MetricData exponential(int scale, int offset, long at, Long... counts) {
    return ImmutableMetricData.createExponentialHistogram(
        Resource.empty(),
        InstrumentationScopeInfo.create("scope"),
        "exponential",
        "",
        "",
        ImmutableExponentialHistogramData.create(
            AggregationTemporality.CUMULATIVE,
            List.of(
                ImmutableExponentialHistogramPointData.create(
                    scale,
                    1,
                    0,
                    false,
                    0,
                    false,
                    0,
                    ImmutableExponentialHistogramBuckets.create(scale, offset, List.of(counts)),
                    ImmutableExponentialHistogramBuckets.create(scale, 0, List.of()),
                    START,
                    at,
                    Attributes.empty(),
                    List.of()))));
  }
}
