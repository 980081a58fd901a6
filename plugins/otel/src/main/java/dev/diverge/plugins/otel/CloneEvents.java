package dev.diverge.plugins.otel;

import dev.diverge.Diverge;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.LogRecordBuilder;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.lang.reflect.Method;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One log record for each clone, and metrics collected at once, so that the clone's begin close to
 * its own beginning.
 *
 * <p>On a thread of its own, which nobody waits for: exporters may hang. A forked child has neither
 * it nor theirs.
 */
final class CloneEvents implements Runnable {

  private static final String EVENT = "diverge.clone";
  private static final AttributeKey<String> EVENT_NAME = AttributeKey.stringKey("event.name");
  private static final AttributeKey<Double> DURATION =
      AttributeKey.doubleKey("diverge.transition.duration");
  private static final AttributeKey<Long> FAILURES = AttributeKey.longKey("diverge.failures");
  private static final @Nullable Method SET_EVENT_NAME = setEventName();

  private static final long CONFIRMATION_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final double SECOND = 1e9;

  private final OpenTelemetrySdk sdk;
  private final Queue<Long> epochs = new ConcurrentLinkedQueue<>();
  private final Thread thread = new Thread(null, this, "diverge-otel", 0, false);

  private CloneEvents(OpenTelemetrySdk sdk) {
    this.sdk = sdk;
  }

  static void begin(OpenTelemetrySdk sdk) {
    CloneEvents events = new CloneEvents(sdk);
    events.thread.setDaemon(true);
    events.thread.start();
    Diverge.onClone(CloneEvents.class, Integer.MAX_VALUE, always -> events.note());
  }

  private void note() {
    epochs.add(Diverge.epoch());
    LockSupport.unpark(thread);
  }

  @Override
  public void run() {
    while (true) {
      for (Long epoch; (epoch = epochs.peek()) != null; epochs.poll()) {
        try {
          sdk.getSdkMeterProvider().forceFlush();
          tell(epoch);
        } catch (Throwable t) {
          Installation.say("a clone is not told to OpenTelemetry: ".concat(t.toString()));
        }
      }
      LockSupport.park(this);
    }
  }

  private void tell(long epoch) {
    Figures figures = confirmed(epoch);
    Logger logger = sdk.getLogsBridge().get(CloneMetrics.SCOPE);
    LogRecordBuilder record =
        logger
            .logRecordBuilder()
            .setTimestamp(Instant.now())
            .setSeverity(Severity.INFO)
            .setSeverityText("INFO")
            .setBody("clone detected: epoch " + epoch)
            .setAttribute(Identity.EPOCH, epoch);
    if (figures.epoch() == epoch) {
      record
          .setAttribute(DURATION, figures.nanos() / SECOND)
          .setAttribute(FAILURES, figures.failures());
    }
    name(record);
    record.emit();
  }

  /** The figures once the epoch is confirmed, or so much later. */
  private static Figures confirmed(long epoch) {
    long began = System.nanoTime();
    Figures figures = Figures.now();
    while (figures.epoch() < epoch && System.nanoTime() - began < CONFIRMATION_NANOS) {
      LockSupport.parkNanos(LOOK_NANOS);
      figures = Figures.now();
    }
    return figures;
  }

  /** An event's name has a place of its own in newer versions. */
  private static void name(LogRecordBuilder record) {
    try {
      if (SET_EVENT_NAME != null) {
        SET_EVENT_NAME.invoke(record, EVENT);
        return;
      }
    } catch (ReflectiveOperationException | RuntimeException otherVersion) {
      // As in older ones, then.
    }
    record.setAttribute(EVENT_NAME, EVENT);
  }

  private static @Nullable Method setEventName() {
    try {
      return LogRecordBuilder.class.getMethod("setEventName", String.class);
    } catch (NoSuchMethodException olderVersion) {
      return null;
    }
  }
}
