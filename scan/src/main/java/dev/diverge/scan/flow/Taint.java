package dev.diverge.scan.flow;

/**
 * What is known of a value, in a long: where it comes from, and which of its method's parameters
 * are in it, as they came or with something done to them. All of it only grows.
 */
public final class Taint {

  /** From a generator of random numbers. */
  public static final long RANDOM = 1;

  /** From one that is meant for secrets. */
  public static final long SECURE = 1 << 1;

  /** Of the host: its name, its addresses. */
  public static final long HOST = 1 << 2;

  /** Of the process: its id, its start. */
  public static final long PROCESS = 1 << 3;

  /** From the clock. */
  public static final long TIME = 1 << 4;

  /** An object's hash of identity. */
  public static final long IDENTITY = 1 << 5;

  /** A key that was generated. */
  public static final long KEY = 1 << 6;

  /** Something was done to it: it is no longer all bits of its type. */
  public static final long SHAPED = 1 << 7;

  /** A generator of random numbers that was not given a seed. */
  public static final long GENERATOR = 1 << 8;

  /** What two clones can have in common. */
  public static final long SOURCES = RANDOM | HOST | PROCESS | TIME | IDENTITY | KEY;

  static final int PARAMETERS = 24;

  private static final int PLAIN = 16;
  private static final int DONE = PLAIN + PARAMETERS;
  private static final long BASE = (1L << PLAIN) - 1;
  private static final long MASK = (1L << PARAMETERS) - 1;

  private Taint() {}

  static long parameter(int index) {
    return index < PARAMETERS ? 1L << (PLAIN + index) : 0;
  }

  static long base(long value) {
    return value & BASE;
  }

  static long parameters(long value) {
    return value & ~BASE;
  }

  /** The value with something done to it. */
  static long shaped(long value) {
    if (value == 0) {
      return 0;
    }
    long base = value & BASE & ~GENERATOR;
    long plain = value >>> PLAIN & MASK;
    long done = value >>> DONE & MASK;
    return (base == 0 ? 0 : base | SHAPED) | (plain | done) << DONE;
  }

  /** What {@code summary} gives when the parameters are these. */
  static long applied(long summary, long[] arguments) {
    long value = base(summary);
    long plain = summary >>> PLAIN & MASK;
    for (; plain != 0; plain &= plain - 1) {
      int i = Long.numberOfTrailingZeros(plain);
      value |= i < arguments.length ? arguments[i] : 0;
    }
    long done = summary >>> DONE & MASK;
    for (; done != 0; done &= done - 1) {
      int i = Long.numberOfTrailingZeros(done);
      value |= i < arguments.length ? shaped(arguments[i]) : 0;
    }
    return value;
  }
}
