package dev.diverge.plugins.otel;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.logs.ReadWriteLogRecord;

/** Has a processor know of each log record in which epoch it was emitted. */
final class EmittedRecords implements LogRecordProcessor {

  private final LogRecordProcessor to;

  EmittedRecords(LogRecordProcessor to) {
    this.to = to;
  }

  @Override
  public void onEmit(Context context, ReadWriteLogRecord record) {
    to.onEmit(context, new EmittedRecord(record));
  }

  @Override
  public CompletableResultCode shutdown() {
    return to.shutdown();
  }

  @Override
  public CompletableResultCode forceFlush() {
    return to.forceFlush();
  }

  @Override
  public String toString() {
    return to.toString();
  }
}
