package dev.diverge.integrations.tracing;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;

/** Brave draws trace and span ids from ThreadLocalRandom; its samplers are drawn once, at start. */
public final class Brave implements Integration {

  @Override
  public void describe(Library library) {
    library
        .name("brave")
        .verifiedOn("io.zipkin.brave:brave", "5.0.0", "6.3.1")
        .state("trace and span ids, the high half of 128-bit ones too, from ThreadLocalRandom")
        .reset("as ThreadLocalRandom is: see random-state.md")
        .limits(
            "samplers keep their pattern (CountingSampler) and salt (BoundarySampler): clones sample"
                + " alike; spans that are open or not yet reported at the snapshot are reported by"
                + " each clone");
    library.type("brave.Tracer");
  }
}
