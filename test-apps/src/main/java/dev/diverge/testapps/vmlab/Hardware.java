package dev.diverge.testapps.vmlab;

import java.util.OptionalInt;

/**
 * What a guest's machine is made of.
 *
 * @param memoryMb in MiB
 * @param vmclock whether it has a VMClock page with a generation counter
 * @param service the TCP port of the guest that the host can call; without one there is no network
 */
public record Hardware(int cpus, int memoryMb, boolean vmclock, OptionalInt service) {
  /** By this name a guest with a network calls the host's own ports. */
  public static final String HOST = "10.0.2.2";

  /** That of a guest with a network, in the hypervisor's own. */
  static final String GUEST = "10.0.2.15";

  private static final int USUAL_MEMORY_MB = 512;

  /** One processor, and what a small application needs. */
  static Hardware usual() {
    return new Hardware(1, USUAL_MEMORY_MB, false, OptionalInt.empty());
  }

  public Hardware withCpus(int number) {
    return new Hardware(number, memoryMb, vmclock, service);
  }

  Hardware withVmclock() {
    return new Hardware(cpus, memoryMb, true, service);
  }
}
