package dev.diverge.agent.contract;

/**
 * The layout of the cell, the numbers of what the guard asks the agent for, and the names of the
 * fields that the weaving adds. Both sides are compiled against this one file, and javac copies
 * constants: the class itself is never loaded, in java.base least of all.
 */
public final class GuardLayout {

  // --- the cell: 64 bytes outside the heap, in one cache line; GuardCell says who writes when ---

  /** u64: the address of the page's word. */
  public static final int PAGE = 0;

  /** u64: the word last seen there; written last, with release. */
  public static final int SEEN = 8;

  /** u32: 1 at the start, +1 for each reset of everything, never 0. */
  public static final int MARK = 16;

  /** u64: 0 until the first clone. */
  public static final int SALT = 24;

  /** u64: the word that is read when there is no mapped page. */
  public static final int IDLE = 32;

  /** u64: 0 at the start, +1 for each change of generation, never back. */
  public static final int EPOCH = 40;

  /** u64: the last epoch whose connections are reset. */
  public static final int SETTLED = 48;

  /** u64: the last epoch whose tracked resets are all done. */
  public static final int EMPTIED = 56;

  public static final int CELL_BYTES = 64;

  // --- what the guard asks for, each of them once, and calls from then on ---

  /** {@code ByteBuffer}: the cell. */
  public static final int CELL = 0;

  /** {@code Runnable}: a word was read that was not seen before. */
  public static final int NOTICE = 1;

  /** {@code IntFunction<byte[]>}: fresh bytes. */
  public static final int FRESH = 2;

  /** {@code BiPredicate<SecureRandom, byte[]>}: another provider's engine gave these. */
  public static final int FOREIGN = 3;

  /** {@code BiConsumer<Object, Boolean>}: the user seeds an engine, or makes one with a seed. */
  public static final int SEEDED = 4;

  /**
   * {@code BiFunction<Object, Integer, Integer>}: the mark of an instance, what it is if it has
   * none; {@code BiConsumer<Object, Integer>}: its new mark, null for none.
   */
  public static final int MARKS = 5;

  /** {@code Consumer<Object>}: a registry of actions. */
  public static final int JOIN = 6;

  /** {@code Consumer<Object>}: an instance of a tracked class was made. */
  public static final int BORN = 7;

  /** {@code BiPredicate<Object, String>}: state to reset as the type of this name is described. */
  public static final int RESET = 8;

  /** {@code IntConsumer}: waits until {@link #SETTLED} or {@link #EMPTIED} is the epoch. */
  public static final int SETTLE = 9;

  /** {@code Runnable}: a connection of an earlier epoch was closed. */
  public static final int REFUSED = 10;

  /** {@code BiPredicate<String, Integer>}: whether to refuse a cipher, by its mode. */
  public static final int JUDGE = 11;

  /** {@code BiPredicate<Object, Class<?>>}: whether one of a class is being made without a seed. */
  public static final int OUTERMOST = 12;

  /** How many there are. */
  public static final int CALLBACKS = 13;

  // --- fields of woven classes ---

  public static final String MARK_FIELD = "$mark";
  public static final String STATIC_MARK_FIELD = "$staticMark";
  public static final String UNSEEDED_FIELD = "$unseeded";

  private GuardLayout() {}
}
