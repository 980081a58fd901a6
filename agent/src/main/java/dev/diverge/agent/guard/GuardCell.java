package dev.diverge.agent.guard;

import dev.diverge.agent.contract.GuardLayout;
import dev.diverge.driver.Generation;
import dev.diverge.driver.MappingFaults;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongBinaryOperator;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The cell: all that the guard reads, outside the heap, in one cache line. {@link GuardLayout} says
 * what is where.
 *
 * <p>A guard reads the page's word, then {@code seen} with acquire, then mark, salt or epoch. The
 * transition writes salt, epoch, mark, {@code seen} in that order; so whoever finds the word
 * unchanged also finds what belongs to it.
 */
public final class GuardCell {

  private final ByteBuffer cell =
      ByteBuffer.allocateDirect(GuardLayout.CELL_BYTES).order(ByteOrder.nativeOrder());
  private final AtomicInteger mark = new AtomicInteger(1);
  private volatile @Nullable ToLongFunction<ByteBuffer> address;
  private @Nullable LongBinaryOperator exchange;
  private volatile @Nullable Supplier<Throwable> kept;
  private final AtomicReference<ByteBuffer[]> words = new AtomicReference<>(new ByteBuffer[0]);
  private volatile ByteBuffer word = idle();

  /** What distrusting guards read in the page's place; null until one does. */
  private volatile @Nullable ByteBuffer doubt;

  public GuardCell() {
    cell.putInt(GuardLayout.MARK, 1);
  }

  public ByteBuffer buffer() {
    return cell;
  }

  /**
   * Completes the cell once there is a guard; the page is then the idle word.
   *
   * @param address tells a buffer's
   * @param exchange puts a salt in the place of the one expected, and tells which was there
   */
  @SuppressWarnings("unchecked") // the guard's own declaration
  public void linked(ToLongFunction<ByteBuffer> address, LongBinaryOperator exchange) {
    this.address = address;
    this.exchange = exchange;
    if (address instanceof Supplier<?> guard) {
      kept = (Supplier<Throwable>) guard;
    }
    watch(null, 0);
  }

  /** What a guard kept from the application since this was last asked; null if nothing. */
  public @Nullable Throwable kept() {
    Supplier<Throwable> guard = kept;
    return guard == null ? null : guard.get();
  }

  /** Points the guards at another word, null for none; they then see it as {@code seen}. */
  public void watch(@Nullable ByteBuffer page, long seen) {
    ByteBuffer to = page != null ? page : idle();
    if (page == null) {
      seen = cell.getLong(GuardLayout.SEEN);
      cell.putLong(GuardLayout.IDLE, seen);
    }
    if (page != null) {
      keep(page);
    }
    word = to;
    cell.putLong(GuardLayout.SEEN, seen);
    VarHandle.releaseFence();
    aim();
  }

  /** At the page's word; of two threads that do so, the last to look finds it done. */
  private void aim() {
    ToLongFunction<ByteBuffer> known = address;
    if (known == null) {
      return;
    }
    ByteBuffer to;
    do {
      to = word;
      cell.putLong(GuardLayout.PAGE, known.applyAsLong(to));
      VarHandle.fullFence();
    } while (isAnother(to));
  }

  @SuppressWarnings("ReferenceEquality") // not what is in them
  private boolean isAnother(ByteBuffer to) {
    return word != to;
  }

  /**
   * The page's word as the guard would read it now. About 0.1 µs.
   *
   * @throws InternalError if the page was truncated, also if it is a guard's load before this one
   *     that has faulted on this thread
   */
  public long word() {
    VarHandle.acquireFence();
    long value = word.getLong(0);
    MappingFaults.settle();
    VarHandle.acquireFence();
    return value;
  }

  public long seen() {
    VarHandle.acquireFence();
    return cell.getLong(GuardLayout.SEEN);
  }

  public int mark() {
    return mark.get();
  }

  /**
   * Makes what is salted this clone's own: from a key that was drawn since the clone.
   *
   * <p>A thread that was frozen here when the VM was cloned has a salt in its hand that other
   * clones have too. It was drawn in place of another one, and that is no longer there when the
   * transition of this clone has put its own in its place; then one is drawn anew.
   */
  public void salt(Entropy entropy) {
    long before;
    do {
      before = cell.getLong(GuardLayout.SALT);
      VarHandle.fullFence();
    } while (!replaceSalt(before, entropy.salt()));
  }

  private boolean replaceSalt(long before, long salt) {
    LongBinaryOperator exchange = this.exchange;
    if (exchange != null) {
      return exchange.applyAsLong(before, salt) == before;
    }
    cell.putLong(GuardLayout.SALT, salt); // there is no guard yet to see it
    return true;
  }

  /** Makes everything guarded stale. */
  public void publish(long seen) {
    VarHandle.releaseFence();
    cell.putInt(GuardLayout.MARK, nextMark());
    VarHandle.releaseFence();
    cell.putLong(GuardLayout.SEEN, seen);
    VarHandle.fullFence();
    ByteBuffer other = doubt;
    if (other != null) {
      differ(other);
    }
  }

  /** The epoch; two threads that say different ones both look again, so the last word is true. */
  public void epoch(Generation now) {
    long epoch;
    do {
      epoch = now.epoch();
      cell.putLong(GuardLayout.EPOCH, epoch);
      VarHandle.fullFence();
    } while (epoch != now.epoch());
  }

  /** What binds to the epoch published last, as the guard has it. */
  public int bond() {
    VarHandle.acquireFence();
    return (int) cell.getLong(GuardLayout.EPOCH) + 1;
  }

  /**
   * Whether those resets are done for the epoch published last.
   *
   * @param which {@link GuardLayout#SETTLED} or {@link GuardLayout#EMPTIED}
   */
  public boolean isDone(int which) {
    VarHandle.acquireFence();
    return cell.getLong(which) == cell.getLong(GuardLayout.EPOCH);
  }

  /** Nobody waits for those resets of {@code epoch} any longer. */
  public void done(int which, long epoch) {
    cell.putLong(which, epoch);
    VarHandle.fullFence();
  }

  /** Gives up waiting for those resets of the epoch published last. */
  public void giveUp(int which) {
    done(which, cell.getLong(GuardLayout.EPOCH));
  }

  /**
   * Makes every guard ask the agent, which looks at the page itself. They are pointed at a word of
   * ours, which is never as the word seen: whatever the page changes to meanwhile, it is noticed.
   */
  public void distrust() {
    ByteBuffer other = doubt;
    if (other == null) {
      other = ByteBuffer.allocateDirect(8).order(ByteOrder.nativeOrder());
      doubt = other;
    }
    differ(other);
    ToLongFunction<ByteBuffer> known = address;
    if (known != null) {
      cell.putLong(GuardLayout.PAGE, known.applyAsLong(other));
      VarHandle.fullFence();
    }
  }

  /** Whether they still are: a page that is taken up ends it. */
  public boolean isDistrusted() {
    ByteBuffer other = doubt;
    ToLongFunction<ByteBuffer> known = address;
    return other != null
        && known != null
        && cell.getLong(GuardLayout.PAGE) == known.applyAsLong(other);
  }

  /** The guards read the page again. */
  public void trust() {
    aim();
  }

  /** Whoever changes the word seen does so afterwards, hence of two that do, one sees the other. */
  private void differ(ByteBuffer other) {
    other.putLong(0, ~seen());
    VarHandle.fullFence();
    while (other.getLong(0) == seen()) {
      other.putLong(0, ~seen());
      VarHandle.fullFence();
    }
  }

  /**
   * For ever: a guard may still be loading by the address of an older one, and where a virtual
   * thread was stopped nobody can tell. The driver bounds how many there are.
   */
  @SuppressWarnings("ReferenceEquality") // buffers compare by content, and looking at it may fault
  private void keep(ByteBuffer memory) {
    ByteBuffer[] before;
    ByteBuffer[] after;
    do {
      before = Objects.requireNonNull(words.get());
      for (ByteBuffer kept : before) {
        if (kept == memory) {
          return;
        }
      }
      after = Arrays.copyOf(before, before.length + 1);
      after[before.length] = memory;
    } while (!words.compareAndSet(before, after));
  }

  private ByteBuffer idle() {
    return cell.slice(GuardLayout.IDLE, 8).order(ByteOrder.nativeOrder());
  }

  /**
   * Positive: 0 is exempt, and below lie bonds. Comes round after 2^31 resets, though not to 1,
   * which says that there was no clone.
   */
  private int nextMark() {
    int next = mark.incrementAndGet();
    if (next <= 0) {
      mark.set(2);
      return 2;
    }
    return next;
  }
}
