package dev.diverge.plugins.otel;

import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.data.Data;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.resources.Resource;

/** A metric with another resource and other data. */
final class OwnMetric implements MetricData {

  private final MetricData of;
  private final Resource resource;
  private final Data<?> data;

  OwnMetric(MetricData of, Resource resource, Data<?> data) {
    this.of = of;
    this.resource = resource;
    this.data = data;
  }

  @Override
  public Resource getResource() {
    return resource;
  }

  @Override
  public InstrumentationScopeInfo getInstrumentationScopeInfo() {
    return of.getInstrumentationScopeInfo();
  }

  @Override
  public String getName() {
    return of.getName();
  }

  @Override
  public String getDescription() {
    return of.getDescription();
  }

  @Override
  public String getUnit() {
    return of.getUnit();
  }

  @Override
  public MetricDataType getType() {
    return of.getType();
  }

  @Override
  public Data<?> getData() {
    return data;
  }
}
