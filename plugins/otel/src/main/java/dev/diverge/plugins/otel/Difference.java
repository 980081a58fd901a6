package dev.diverge.plugins.otel;

import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramBuckets;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramPointData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableDoublePointData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableExponentialHistogramBuckets;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableExponentialHistogramPointData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableHistogramPointData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableLongPointData;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was counted between two points of one series. Where the later holds less, the series has
 * begun anew since, and all it holds was. The least and the greatest value are known of all that
 * was measured, not of what came after: they are left out.
 */
final class Difference {

  private Difference() {}

  /** The point as it is now: the SDK may use it again. */
  static PointData copy(PointData point) {
    return of(point.getStartEpochNanos(), point, null);
  }

  @SuppressWarnings("unchecked") // each kind gives its own
  static <T extends PointData> T of(long since, T now, @Nullable PointData before) {
    if (now instanceof LongPointData point) {
      return (T) of(since, point, before instanceof LongPointData was ? was.getValue() : 0);
    }
    if (now instanceof DoublePointData point) {
      return (T) of(since, point, before instanceof DoublePointData was ? was.getValue() : 0);
    }
    if (now instanceof HistogramPointData point) {
      return (T) of(since, point, before instanceof HistogramPointData was ? was : null);
    }
    if (now instanceof ExponentialHistogramPointData point) {
      return (T) of(since, point, before instanceof ExponentialHistogramPointData was ? was : null);
    }
    return now;
  }

  private static LongPointData of(long since, LongPointData now, long before) {
    return ImmutableLongPointData.create(
        since,
        now.getEpochNanos(),
        now.getAttributes(),
        now.getValue() < before ? now.getValue() : now.getValue() - before,
        now.getExemplars());
  }

  private static DoublePointData of(long since, DoublePointData now, double before) {
    return ImmutableDoublePointData.create(
        since,
        now.getEpochNanos(),
        now.getAttributes(),
        now.getValue() < before ? now.getValue() : now.getValue() - before,
        now.getExemplars());
  }

  private static HistogramPointData of(
      long since, HistogramPointData now, @Nullable HistogramPointData before) {
    boolean goesOn =
        before != null
            && before.getCount() <= now.getCount()
            && before.getBoundaries().equals(now.getBoundaries());
    HistogramPointData was = goesOn ? before : null;
    List<Long> counts = new ArrayList<>(now.getCounts());
    for (int i = 0; was != null && i < counts.size(); i++) {
      counts.set(i, Math.max(0, counts.get(i) - was.getCounts().get(i)));
    }
    return ImmutableHistogramPointData.create(
        since,
        now.getEpochNanos(),
        now.getAttributes(),
        was == null ? now.getSum() : now.getSum() - was.getSum(),
        was == null && now.hasMin(),
        was == null ? now.getMin() : 0,
        was == null && now.hasMax(),
        was == null ? now.getMax() : 0,
        new ArrayList<>(now.getBoundaries()),
        counts,
        now.getExemplars());
  }

  private static ExponentialHistogramPointData of(
      long since,
      ExponentialHistogramPointData now,
      @Nullable ExponentialHistogramPointData before) {
    boolean goesOn =
        before != null
            && before.getCount() <= now.getCount()
            && before.getScale() >= now.getScale();
    ExponentialHistogramPointData was = goesOn ? before : null;
    return ImmutableExponentialHistogramPointData.create(
        now.getScale(),
        was == null ? now.getSum() : now.getSum() - was.getSum(),
        was == null ? now.getZeroCount() : Math.max(0, now.getZeroCount() - was.getZeroCount()),
        was == null && now.hasMin(),
        was == null ? now.getMin() : 0,
        was == null && now.hasMax(),
        was == null ? now.getMax() : 0,
        less(now.getPositiveBuckets(), was == null ? null : was.getPositiveBuckets()),
        less(now.getNegativeBuckets(), was == null ? null : was.getNegativeBuckets()),
        since,
        now.getEpochNanos(),
        now.getAttributes(),
        now.getExemplars());
  }

  /** A bucket of a finer scale lies within one of each coarser: its index, halved for each step. */
  private static ExponentialHistogramBuckets less(
      ExponentialHistogramBuckets now, @Nullable ExponentialHistogramBuckets before) {
    List<Long> counts = new ArrayList<>(now.getBucketCounts());
    if (before != null) {
      int steps = before.getScale() - now.getScale();
      int index = before.getOffset();
      for (long count : before.getBucketCounts()) {
        int at = (index++ >> steps) - now.getOffset();
        if (at >= 0 && at < counts.size()) {
          counts.set(at, Math.max(0, counts.get(at) - count));
        }
      }
    }
    return ImmutableExponentialHistogramBuckets.create(now.getScale(), now.getOffset(), counts);
  }
}
