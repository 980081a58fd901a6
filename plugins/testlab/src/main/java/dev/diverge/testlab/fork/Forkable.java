package dev.diverge.testlab.fork;

import java.util.List;

/** What a JVM is to be started with if it is to be forked. */
public final class Forkable {
  /**
   * A clone has but one thread, so nothing in it may ask for another: no garbage collection (a
   * generous young generation, no metaspace threshold), no compiler, no periodic safepoint. Nor
   * should its original's threads wake often, or forking take long, which is to copy a page table
   * of as many pages as the heap has: they would never all sleep on.
   */
  public static final List<String> FLAGS =
      List.of(
          "-Xint",
          "-XX:+UseSerialGC",
          "-Xms384m",
          "-Xmx384m",
          "-Xmn320m",
          "-XX:MetaspaceSize=256m",
          "-XX:-UsePerfData",
          "-Xshare:auto",
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:GuaranteedSafepointInterval=0",
          "-XX:AsyncDeflationInterval=0",
          "-XX:+UseTransparentHugePages",
          "-XX:-CreateCoredumpOnCrash");

  private Forkable() {}
}
