package dev.diverge.integrations.ids;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;

/** The CUID library draws 4096 random bytes at a time, and uses them up one id after the other. */
public final class Cuid implements Integration {

  private static final int BUFFER_SIZE = 4096;

  @Override
  public void describe(Library library) {
    library
        .name("cuid")
        .verifiedOn("io.github.thibaultmeyer:cuid", "2.0.2", "2.0.5")
        .state("random bytes drawn in advance")
        .reset("thrown away")
        .limits(
            "the machine's fingerprint and the counter stay: they are not what makes ids unique");
    library
        .type("io.github.thibaultmeyer.cuid.CUID$Common")
        .checked("nextIntValue")
        .onClone(statics -> statics.set("randomBufferIndex", fresh -> BUFFER_SIZE));
  }
}
