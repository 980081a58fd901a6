package dev.diverge.plugins.otel;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import java.util.Collection;

/** Exports the log records that are this clone's, and not those emitted before it. */
final class OwnRecords implements LogRecordExporter {

  private final LogRecordExporter to;

  OwnRecords(LogRecordExporter to) {
    this.to = to;
  }

  @Override
  public CompletableResultCode export(Collection<LogRecordData> records) {
    Collection<LogRecordData> own = Own.of(records, EmittedRecord.Stale.class);
    return own.isEmpty() ? CompletableResultCode.ofSuccess() : to.export(own);
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
