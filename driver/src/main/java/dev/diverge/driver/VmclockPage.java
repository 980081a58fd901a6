package dev.diverge.driver;

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The VMClock page, as the hypervisor writes it ({@code include/uapi/linux/vmclock-abi.h}). Little
 * endian; a sequence number, odd while the page is being written, frames every change.
 *
 * <p>What decides is {@code vm_generation_counter}: it changes when the machine is restored, cloned
 * or rolled back. {@code disruption_marker} changes on a live migration too, and is not even read.
 */
final class VmclockPage {
  /** Length of the part that is used, in bytes. */
  static final int BYTES = 0x70;

  /** Where the generation counter is, in bytes. */
  static final int GENERATION = 0x68;

  private static final int MAGIC = 0x00;
  private static final int SIZE = 0x04;
  private static final int VERSION = 0x08;
  private static final int SEQUENCE = 0x0c;
  private static final int FLAGS = 0x18;

  private static final int VCLK = 0x4b4c4356;
  private static final int FIRST_VERSION = 1;
  private static final long HAS_GENERATION = 1L << 8;

  /** A hypervisor writes a page in less than a microsecond; these take about a hundred. */
  private static final int TRIES = 1000;

  /** Said of a page that was being written all the time; the next look may find it whole. */
  static final String UNSETTLED = "being written for ever (its sequence number stays odd)";

  private VmclockPage() {}

  /** The sequence number, odd while the page is being written. */
  static int sequence(ByteBuffer page) {
    return page.duplicate().order(ByteOrder.LITTLE_ENDIAN).getInt(SEQUENCE);
  }

  /**
   * The generation counter. If the page is being written for ever, as it is then: an aligned word
   * does not tear, and a counter that moved is news whatever the rest of the page is worth.
   *
   * @param page at least {@value #BYTES} bytes, in any order, which may change meanwhile
   */
  static long generation(ByteBuffer page) {
    ByteBuffer le = page.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    for (int tries = 0; tries < TRIES; tries++) {
      int sequence = le.getInt(SEQUENCE);
      VarHandle.acquireFence();
      long generation = le.getLong(GENERATION);
      VarHandle.acquireFence();
      if ((sequence & 1) == 0 && sequence == le.getInt(SEQUENCE)) {
        return generation;
      }
      Thread.onSpinWait();
    }
    return le.getLong(GENERATION);
  }

  /**
   * What is wrong with the page; null if its generation counter can be believed.
   *
   * @param page as for {@link #generation}
   */
  static @Nullable String fault(ByteBuffer page) {
    ByteBuffer le = page.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    String fault = null;
    for (int tries = 0; tries < TRIES; tries++) {
      int sequence = le.getInt(SEQUENCE);
      VarHandle.acquireFence();
      fault = look(le);
      VarHandle.acquireFence();
      if ((sequence & 1) == 0 && sequence == le.getInt(SEQUENCE)) {
        return fault;
      }
      Thread.onSpinWait();
    }
    return fault != null ? fault : UNSETTLED;
  }

  private static @Nullable String look(ByteBuffer le) {
    if (le.getInt(MAGIC) != VCLK) {
      return "not a vmclock page (wrong magic)";
    }
    int version = le.getShort(VERSION) & 0xffff;
    if (version != FIRST_VERSION) {
      return "vmclock version " + version + ", known is 1";
    }
    long size = Integer.toUnsignedLong(le.getInt(SIZE));
    if (size < BYTES) {
      return "its page says it is "
          + size
          + " bytes long, too short for a generation counter (at least "
          + BYTES
          + ")";
    }
    if ((le.getLong(FLAGS) & HAS_GENERATION) == 0) {
      return "the hypervisor keeps no generation counter in it (flag bit 8 is clear)";
    }
    return null;
  }
}
