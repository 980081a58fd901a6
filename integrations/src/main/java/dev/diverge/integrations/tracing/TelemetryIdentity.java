package dev.diverge.integrations.tracing;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;

/** Metrics and traces say which instance they come from by an id drawn at the start. */
public final class TelemetryIdentity implements Integration {

  private static final String[] IDENTITIES = {
    "com.navercorp.pinpoint.profiler.DefaultAgentInformation",
    "com.newrelic.agent.Agent",
    "datadog.trace.api.Config",
    "io.opentelemetry.sdk.autoconfigure.ServiceInstanceIdResourceProvider",
    "io.opentelemetry.sdk.extension.incubator.resources.ServiceInstanceIdResourceProvider",
    "io.opentelemetry.sdk.metrics.SdkMeterProvider"
  };

  @Override
  public void describe(Library library) {
    library
        .name("telemetry-identity")
        .state(
            "the instance that telemetry says it comes from: OpenTelemetry's service.instance.id,"
                + " Datadog's runtime id, New Relic's instance, Pinpoint's agent id")
        .uncovered(
            "clones write to one stream of metrics: have the instance named by something that each"
                + " clone has of its own, where the backend tells instances apart by it; of"
                + " OpenTelemetry's agent our extension does that");
    for (String identity : IDENTITIES) {
      library.type(identity);
    }
  }
}
