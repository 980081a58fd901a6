package dev.diverge.testapps.vmlab;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The VMClock device as a hypervisor that tells of clones would have it. QEMU's keeps no generation
 * counter; so, while the guest's processors stand still, its page is written to in QEMU's place.
 */
final class Vmclock {
  static final String DEVICE = "vmclock";
  private static final String DRIVER = "drivers/ptp/ptp_vmclock";

  /** Where QEMU puts the page in the guest's memory. */
  private static final long PAGE = 0xfeffb000L;

  private static final int SEQUENCE = 0x0c;
  private static final int FLAGS = 0x18;
  private static final int GENERATION = 0x68;
  private static final long HAS_GENERATION = 1L << 8;

  private Vmclock() {}

  /** Whether there are a QEMU with the device and a kernel with its driver. */
  static boolean isThere(Kernel kernel) {
    return Files.exists(driver(kernel)) && Emulator.of(kernel).has(DEVICE);
  }

  static Path driver(Kernel kernel) {
    return kernel.module(DRIVER);
  }

  /** Before the boot: from now on the guest may believe the counter. */
  static void keepGeneration(PhysicalMemory memory) {
    memory.write(PAGE + FLAGS, bytes(number(memory, FLAGS) | HAS_GENERATION, Long.BYTES));
  }

  /** Before a clone runs. One more in each, as Firecracker has it: it is no name for a clone. */
  static void raise(PhysicalMemory memory) {
    memory.write(PAGE + GENERATION, bytes(number(memory, GENERATION) + 1, Long.BYTES));
    memory.write(PAGE + SEQUENCE, bytes(number(memory, SEQUENCE) + 2, Integer.BYTES));
  }

  private static long number(PhysicalMemory memory, int offset) {
    return ByteBuffer.wrap(memory.read(PAGE + offset, Long.BYTES))
        .order(ByteOrder.LITTLE_ENDIAN)
        .getLong();
  }

  private static byte[] bytes(long number, int length) {
    byte[] all = new byte[length];
    for (int i = 0; i < length; i++) {
      all[i] = (byte) (number >>> (8 * i));
    }
    return all;
  }
}
