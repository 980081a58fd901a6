package java.lang;

import dev.diverge.agent.contract.GuardLayout;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.LongBinaryOperator;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import jdk.internal.misc.Unsafe;
import jdk.internal.reflect.CallerSensitive;
import jdk.internal.reflect.Reflection;
import sun.nio.ch.DirectBuffer;

/**
 * The guard: what woven code asks before it uses state that clones must not share.
 *
 * <h2>The protocol</h2>
 *
 * <p>A clone is an event that no code in the machine takes part in: every thread stops between two
 * instructions and goes on, in each copy, as if nothing had been. The one thing that differs is a
 * word outside, the <em>page's</em> (DESIGN, rule 1). So no thread can be told of a clone; each has
 * to look, and what it finds must order what it does next. There is no clock to do that by, only
 * what happened before what, as in Lamport's "Time, Clocks, and the Ordering of Events in a
 * Distributed System" (1978): the epoch is such a logical clock, and the word last seen, written
 * last, is the message that carries it from the thread that ran a transition to all others.
 *
 * <ol>
 *   <li>The reader: load the page's word, opaque; load <em>seen</em>, with acquire; compare. If
 *       they are equal, load mark, salt or epoch, which are then those of that word or later ones.
 *       That is all that a draw costs: no JIT may hoist the loads out of a loop, since they are not
 *       plain.
 *   <li>The writer, whichever thread noticed first (rule 3): salt, epoch, mark, and then
 *       <em>seen</em> with release. Written in any other order, a reader could find the word seen
 *       and the salt of the clone's parent.
 *   <li>The address of the page is loaded from the cell on every check rather than held in a
 *       constant, because a page may be lost or replaced while the JVM runs.
 *   <li>Checked again (rule 4): a draw that began at another mark than it ends at is thrown away.
 *       Without that, a thread that was stopped behind the check would go on with stale state.
 *   <li>A <em>mark</em> belongs to state, and says in which epoch, or second reseed of one, it was
 *       last reset: 0 is what the user seeded (rule 7), negative what he seeded for one epoch. A
 *       <em>bond</em> belongs to an instance that cannot be reset, and says in which epoch it was
 *       made.
 *   <li>Whatever goes wrong in here is kept, and told by the agent (rule 8); but a draw that could
 *       not be made fresh for want of memory or stack ends in that error (rules 9 and 11).
 * </ol>
 *
 * <h2>The house rules</h2>
 *
 * <p>It is defined at run time by {@code GuardDefiner}, never loaded from a path; {@link
 * DivergeEngines}, {@link DivergeBonds} and {@link DivergeGenerators} are put beside it once a
 * class is woven that calls them, and call this one, never the other way: they may not be there. It
 * holds no state of its own: what it reads lies in the <em>cell</em>, 64 bytes outside the heap
 * that the agent writes ({@code GuardCell}; the layout is {@link GuardLayout}). {@code java.lang}
 * only, no lambda, no string concatenation: it runs while the classes behind those are still being
 * loaded.
 *
 * <p>Its methods are public, since what is woven is in any package, and so anybody's. What only
 * reads, or writes to what its caller holds, is anybody's to call; what does more looks who calls:
 * the JDK's own classes, or the very class that the deed concerns. Not on the hot path.
 */
public final class DivergeGuard
    implements ToLongFunction<ByteBuffer>, LongBinaryOperator, Supplier<Throwable> {

  private static final Unsafe U = Unsafe.getUnsafe();

  private static final long SEED_BITS = (1L << 48) - 1;
  private static final long UNSEEDED = 0x4449L << 48;

  /** What the agent gave, by its number. */
  private static final Object[] MADE = new Object[GuardLayout.CALLBACKS];

  private static final long CELL;
  private static final Runnable NOTICE;
  private static final IntFunction<byte[]> FRESH;
  private static final IntFunction<Object> CALLBACKS;

  /** How long a thread that may not do it itself waits for the agent's own. */
  private static final long PATIENCE = 500_000_000L;

  /**
   * The last failure that was kept from the application, for the agent to report. A store and no
   * more, where it is caught: the heap may be full, and the stack at its end.
   */
  private static volatile Throwable kept;

  static {
    CALLBACKS = cast(DivergeGate.link);
    CELL = ((DirectBuffer) callback(GuardLayout.CELL)).address();
    NOTICE = callback(GuardLayout.NOTICE);
    FRESH = callback(GuardLayout.FRESH);
  }

  private DivergeGuard() {}

  @SuppressWarnings("unchecked")
  private static <T> T cast(Object o) {
    return (T) o;
  }

  /** Of {@link GuardLayout}'s, which says what each of them is. */
  static <T> T callback(int which) {
    Object made = MADE[which];
    if (made == null) {
      made = CALLBACKS.apply(which);
      MADE[which] = made;
    }
    return cast(made);
  }

  /** Kept from the application, for the agent to report: it fails open. */
  static void keep(Throwable failure) {
    kept = failure;
  }

  /** The address of a direct buffer, for the agent, which has no other way to learn it. */
  @Override
  public long applyAsLong(ByteBuffer buffer) {
    return ((DirectBuffer) buffer).address();
  }

  /** Puts a salt in the place of the one that is expected there, and tells which it was. */
  @Override
  public long applyAsLong(long expected, long salt) {
    return U.compareAndExchangeLong(null, CELL + GuardLayout.SALT, expected, salt);
  }

  /** What was kept from the application since this was last asked; null if nothing was. */
  @Override
  public Throwable get() {
    Throwable failure = kept;
    kept = null;
    return failure;
  }

  // --- called by woven code ---

  /**
   * 0 if state last reset at {@code mark} may be used, otherwise the mark to reset it to. A mark of
   * 0 is what the user seeded, and never stale; a bond, negated, what the user seeded for one
   * epoch, which a second reseed within it leaves alone.
   */
  public static int renewed(int mark) {
    return (unnoticed() || mark != mark0()) && mark != 0 ? renew(mark) : 0;
  }

  /** As {@link #renewed} for state in static fields, where 0 is merely the field's first value. */
  public static int renewedStatic(int mark) {
    return renewed(mark == 0 ? 1 : mark);
  }

  /** The current mark, after noticing a new generation if there is one. */
  public static int mark() {
    if (unnoticed()) {
      notice();
    }
    return mark0();
  }

  /**
   * Notices a new generation if there is one, and waits, bounded, until the connections have been
   * reset for it: whoever begins something new must not build it on what is still to go, nor have
   * it reset at once.
   */
  public static void settled() {
    await(GuardLayout.SETTLED);
  }

  /** As {@link #settled}, until all that is tracked has been reset: pools are empty then, too. */
  public static void emptied() {
    await(GuardLayout.EMPTIED);
  }

  private static void await(int done) {
    if (unnoticed()) {
      notice();
    }
    if (U.getLong(null, CELL + GuardLayout.EPOCH) != U.getLong(null, CELL + done)) {
      try {
        DivergeGuard.<IntConsumer>callback(GuardLayout.SETTLE).accept(done);
      } catch (Throwable failOpen) {
        kept = failOpen;
      }
    }
  }

  /** {@code mark} for a SecureRandom, 0 for any other Random: the user seeded that one. */
  public static int ifSecure(int mark, Object random) {
    return random.getClass() != Random.class && random instanceof SecureRandom ? mark : 0;
  }

  /** {@code value} made this clone's own; unchanged as long as there was no clone. */
  public static long salted(long value) {
    if (unnoticed()) {
      notice();
    }
    return value ^ U.getLong(null, CELL + GuardLayout.SALT);
  }

  /** Whether there was a clone, this one included. */
  static boolean wasCloned() {
    if (unnoticed()) {
      notice();
    }
    return U.getLong(null, CELL + GuardLayout.SALT) != 0;
  }

  /** {@code n} bytes that no other clone has; never through JCA. */
  public static byte[] fresh(int n) {
    return FRESH.apply(n);
  }

  public static long freshLong() {
    byte[] b = FRESH.apply(8);
    long v = 0;
    for (int i = 0; i < 8; i++) {
      v = v << 8 | (b[i] & 0xff);
    }
    return v;
  }

  public static void freshLongs(long[] a) {
    for (int i = 0; i < a.length; i++) {
      a[i] = freshLong();
    }
  }

  /**
   * Zeroes an int field of {@code target} while holding the monitor that it is guarded by; for a
   * class of the JDK's with an instance of its own.
   */
  @CallerSensitive
  public static void clearUnder(Object lock, Object target, String field) {
    Class<?> caller = Reflection.getCallerClass();
    if (!isJdk(caller) || target.getClass() != caller) {
      return;
    }
    synchronized (lock) {
      U.putInt(target, U.objectFieldOffset(target.getClass(), field), 0);
    }
  }

  /** The mark of what was drawn from {@code source} by {@code self}, whose mark is {@code mine}. */
  public static int parentMark(Object self, int mine, Object source) {
    if (source == self || source == null) {
      return mine;
    }
    if (!isJdk(source.getClass())) {
      return markOf(source, 0); // a field of this name would be the application's
    }
    try {
      return U.getInt(source, U.objectFieldOffset(source.getClass(), GuardLayout.MARK_FIELD));
    } catch (InternalError notGuarded) {
      return markOf(source, 0);
    }
  }

  /** The mark of an object whose class was loaded too early to be given a field for it. */
  public static int markOf(Object o, int unset) {
    return DivergeGuard.<BiFunction<Object, Integer, Integer>>callback(GuardLayout.MARKS)
        .apply(o, unset);
  }

  @CallerSensitive
  public static void setMark(Object o, int mark, int unset) {
    if (isJdk(Reflection.getCallerClass())) {
      DivergeGuard.<BiConsumer<Object, Integer>>callback(GuardLayout.MARKS)
          .accept(o, mark == unset ? null : mark);
    }
  }

  /** An instance of a class whose fields the application's rules name was made. */
  @CallerSensitive
  public static void born(Object o) {
    if (!concerns(Reflection.getCallerClass(), o)) {
      return;
    }
    try {
      DivergeGuard.<Consumer<Object>>callback(GuardLayout.BORN).accept(o);
    } catch (Throwable failOpen) {
      kept = failOpen; // the instance is not reset
    }
  }

  /**
   * Resets stale state as its integration describes.
   *
   * @param state the instance, or the class whose statics are meant
   * @param type the internal name of the type described
   * @return false if that failed: the state is stale still
   */
  @CallerSensitive
  public static boolean reset(Object state, String type) {
    Class<?> caller = Reflection.getCallerClass();
    if (!concerns(caller, state) || !caller.getName().equals(type.replace('/', '.'))) {
      return false;
    }
    try {
      return DivergeGuard.<BiPredicate<Object, String>>callback(GuardLayout.RESET)
          .test(state, type);
    } catch (Throwable failOpen) {
      kept = failOpen;
      return false;
    }
  }

  /** What binds an instance to the present epoch; 0 binds to none. See DivergeBonds. */
  public static int bond() {
    return (int) epoch() + 1;
  }

  // --- what a stream says of a Random: its seed has 48 bits, and those above are not read ---

  /** The seed to write, with a sign on it if the user did not seed it. */
  public static long carried(long seed, int mark) {
    return mark == 0 ? seed : seed & SEED_BITS | UNSEEDED;
  }

  /**
   * The mark of a Random that was read: the oldest, if it was not seeded by the user. It may be
   * this clone's own, but as well another's, or from before.
   */
  public static int carriedMark(long seed, Object random) {
    return (seed & ~SEED_BITS) == UNSEEDED ? 1 : ifSecure(1, random);
  }

  /** The seed without the sign. */
  public static long uncarried(long seed) {
    return (seed & ~SEED_BITS) == UNSEEDED ? seed & SEED_BITS : seed;
  }

  /**
   * Gives an instance that could not be constructed anew what is in another's inherited fields.
   *
   * @param below the binary name of the class whose own fields are copied already
   */
  @CallerSensitive
  public static void inherit(Object to, Object from, String below) {
    Class<?> caller = Reflection.getCallerClass();
    if (!caller.getName().equals(below) || !caller.isInstance(to) || !caller.isInstance(from)) {
      return;
    }
    try {
      Class<?> c = from.getClass();
      while (!c.getName().equals(below)) {
        c = c.getSuperclass();
      }
      while ((c = c.getSuperclass()) != null) {
        for (Field field : c.getDeclaredFields()) {
          if ((field.getModifiers() & Modifier.STATIC) == 0) {
            copy(field.getType(), U.objectFieldOffset(field), from, to);
          }
        }
      }
    } catch (Throwable failOpen) {
      // It keeps what it has.
    }
  }

  private static void copy(Class<?> type, long at, Object from, Object to) {
    if (!type.isPrimitive()) {
      U.putReference(to, at, U.getReference(from, at));
    } else if (type == long.class || type == double.class) {
      U.putLong(to, at, U.getLong(from, at));
    } else if (type == int.class || type == float.class) {
      U.putInt(to, at, U.getInt(from, at));
    } else if (type == short.class || type == char.class) {
      U.putShort(to, at, U.getShort(from, at));
    } else {
      U.putByte(to, at, U.getByte(from, at));
    }
  }

  // --- called by the API's jar, whichever loader or module it is in ---

  /** The epoch, after noticing a new generation if there is one. */
  public static long epoch() {
    if (unnoticed()) {
      notice();
    }
    return U.getLong(null, CELL + GuardLayout.EPOCH);
  }

  /** Takes a registry of actions; held weakly. */
  public static void join(Object registry) {
    DivergeGuard.<Consumer<Object>>callback(GuardLayout.JOIN).accept(registry);
  }

  // --- who calls ---

  /**
   * A class of the boot or platform loader, or of the module that JDK 17 has elsewhere: not always
   * where the system class loader is, which an application may bring.
   */
  static boolean isJdk(Class<?> c) {
    ClassLoader loader = c.getClassLoader();
    return loader == null
        || loader == ClassLoader.getPlatformClassLoader()
        || ("jdk.random".equals(c.getModule().getName())
            && c.getModule().getLayer() == ModuleLayer.boot());
  }

  /** Whether {@code state} is that class's own: an instance of it, or its statics. */
  static boolean concerns(Class<?> caller, Object state) {
    return state == caller || caller.isInstance(state);
  }

  // --- the check ---

  private static boolean unnoticed() {
    try {
      return U.getLongOpaque(null, U.getLongOpaque(null, CELL + GuardLayout.PAGE))
          != U.getLongAcquire(null, CELL + GuardLayout.SEEN);
    } catch (InternalError fault) {
      return true; // the page was truncated under us: the agent finds out
    }
  }

  static int mark0() {
    return U.getInt(null, CELL + GuardLayout.MARK);
  }

  private static int renew(int mark) {
    if (mark < 0) {
      return -mark == bond() ? 0 : mark0();
    }
    notice();
    int now = mark0();
    return now == mark ? 0 : now;
  }

  private static void notice() {
    try {
      NOTICE.run();
    } catch (StackOverflowError | OutOfMemoryError full) {
      kept = full;
      await();
      if (unnoticed()) {
        throw full; // as the draw itself would, and it must not go on with what clones share
      }
    } catch (Throwable failOpen) {
      kept = failOpen;
    }
  }

  /**
   * A thread at the end of its stack, or of the heap, waits, bounded, for the agent's own to notice
   * instead. Where there is no room even for this, there was none for the draw.
   */
  private static void await() {
    long since = System.nanoTime();
    while (unnoticed() && System.nanoTime() - since < PATIENCE) {
      // The agent's thread is on its way.
    }
  }
}
