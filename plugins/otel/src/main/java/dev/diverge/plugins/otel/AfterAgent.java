package dev.diverge.plugins.otel;

import io.opentelemetry.javaagent.extension.AgentListener;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;

/** Once OpenTelemetry is there: the metrics, and the event of each clone. */
public final class AfterAgent implements AgentListener {

  @Override
  public void afterAgent(AutoConfiguredOpenTelemetrySdk sdk) {
    if (!Installation.isDone()) {
      return;
    }
    try {
      CloneMetrics.register(sdk.getOpenTelemetrySdk());
      CloneEvents.begin(sdk.getOpenTelemetrySdk());
    } catch (Throwable otherVersion) {
      Installation.say("clones are not told to OpenTelemetry: ".concat(otherVersion.toString()));
    }
    if (!AutoConfigured.isAsked()) {
      Installation.say(
          "a file configures OpenTelemetry: clones keep one service.instance.id between them, and"
              + " export what the snapshot had not; everything else is reset");
    }
  }
}
