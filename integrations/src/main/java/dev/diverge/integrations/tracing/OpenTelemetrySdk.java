package dev.diverge.integrations.tracing;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;

/** OpenTelemetry draws trace and span ids from ThreadLocalRandom, and keeps nothing beside it. */
public final class OpenTelemetrySdk implements Integration {

  @Override
  public void describe(Library library) {
    library
        .name("opentelemetry-sdk")
        .verifiedOn("io.opentelemetry:opentelemetry-sdk-trace", "1.0.0", "1.68.0")
        .state("trace and span ids, from ThreadLocalRandom")
        .reset("as ThreadLocalRandom is: see random-state.md")
        .limits(
            "spans that are open or not yet exported at the snapshot are exported by each clone");
    library.type("io.opentelemetry.sdk.trace.RandomIdGenerator");
  }
}
