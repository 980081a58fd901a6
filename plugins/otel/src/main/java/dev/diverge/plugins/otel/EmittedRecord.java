package dev.diverge.plugins.otel;

import dev.diverge.Diverge;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.logs.ReadWriteLogRecord;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.resources.Resource;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A log record, and the epoch in which it was emitted. */
final class EmittedRecord implements ReadWriteLogRecord {

  private final ReadWriteLogRecord record;
  private final long epoch = Diverge.epoch();

  EmittedRecord(ReadWriteLogRecord record) {
    this.record = record;
  }

  @Override
  public <T> ReadWriteLogRecord setAttribute(AttributeKey<T> key, T value) {
    record.setAttribute(key, value);
    return this;
  }

  /** As the clone that exports it should tell it; before any clone as it is. */
  @Override
  public LogRecordData toLogRecordData() {
    LogRecordData data = record.toLogRecordData();
    long now = Diverge.epoch();
    if (now == 0) {
      return data;
    }
    return epoch == now
        ? told(data, Identity.own(data.getResource()))
        : told(data, data.getResource(), Stale.class);
  }

  /** Emitted before the clone, and not yet exported then: that is for the one that was cloned. */
  interface Stale {}

  /**
   * The record with this resource. A proxy, since records learn more from version to version, and
   * exporters ask which kind they have.
   */
  private static LogRecordData told(LogRecordData data, Resource resource, Class<?>... besides) {
    Set<Class<?>> kinds = new LinkedHashSet<>(Set.of(besides));
    kinds.add(LogRecordData.class);
    for (Class<?> c = data.getClass(); c != null; c = c.getSuperclass()) {
      for (Class<?> kind : c.getInterfaces()) {
        if (Modifier.isPublic(kind.getModifiers())) {
          kinds.add(kind);
        }
      }
    }
    return (LogRecordData)
        Proxy.newProxyInstance(
            EmittedRecord.class.getClassLoader(),
            kinds.toArray(new Class<?>[0]),
            new Told(data, resource));
  }

  private static final class Told implements InvocationHandler {
    private final LogRecordData data;
    private final Resource resource;

    Told(LogRecordData data, Resource resource) {
      this.data = data;
      this.resource = resource;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
        throws Throwable {
      if (method.getReturnType() == Resource.class) {
        return resource;
      }
      try {
        return method.invoke(data, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause() == null ? e : e.getCause();
      }
    }
  }
}
