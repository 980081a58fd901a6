package java.lang;

import java.io.ByteArrayOutputStream;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.LongBinaryOperator;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import javax.net.ssl.SSLException;
import jdk.internal.misc.Unsafe;
import jdk.internal.reflect.CallerSensitive;
import jdk.internal.reflect.Reflection;
import sun.nio.ch.DirectBuffer;

/**
 * The guard: the one class of Diverge inside java.base, called by every woven method.
 *
 * <p>It is defined at run time by {@code GuardDefiner}, never loaded from a path. It holds no state
 * of its own: what it reads lies in the <em>cell</em>, 64 bytes outside the heap that the agent
 * writes ({@code GuardCell} documents the layout and the order of writes). {@code java.lang} only,
 * no lambda, no string concatenation: it runs while the classes behind those are still being
 * loaded.
 *
 * <p>The address of the page is loaded from the cell on every check rather than held in a constant,
 * because a page may be lost or replaced while the JVM runs. Every load is opaque or acquiring, so
 * that no JIT hoists it out of a loop.
 *
 * <p>Its methods are public, since what is woven is in any package, and so anybody's. What only
 * reads, or writes to what its caller holds, is anybody's to call; what does more looks who calls:
 * the JDK's own classes, or the very class that the deed concerns. Not on the hot path.
 */
public final class DivergeGuard
    implements ToLongFunction<ByteBuffer>, LongBinaryOperator, Supplier<Throwable> {

  private static final Unsafe U = Unsafe.getUnsafe();
  private static final Module BASE = Object.class.getModule();

  // Offsets in the cell: see GuardCell.
  private static final int SEEN = 8;
  private static final int MARK = 16;
  private static final int SALT = 24;
  private static final int EPOCH = 40;
  private static final int SETTLED = 48;
  private static final int EMPTIED = 56;

  private static final long SEED_BITS = (1L << 48) - 1;
  private static final long UNSEEDED = 0x4449L << 48;

  private static final String UNSEEDED_FIELD = "$unseeded";

  /** Where the classes of generators have that field, the latest of each hash. */
  private static final Object[][] PLACES = new Object[64][];

  private static final long CELL;
  private static final Runnable NOTICE;
  private static final IntFunction<byte[]> FRESH;
  private static final IntFunction<Object> CALLBACKS;

  // What the agent makes when it is first called back: Agent has the same numbers.
  private static final int FOREIGN = 0;
  private static final int SEEDED = 1;
  private static final int MARKS = 2;
  private static final int JOIN = 3;
  private static final int BORN = 4;
  private static final int RESET = 5;
  private static final int SETTLE = 6;
  private static final int REFUSED = 7;
  private static final int OUTERMOST = 8;
  private static final long PATIENCE = 500_000_000L;

  private static final Object[] MADE = new Object[OUTERMOST + 1];

  /**
   * The last failure that was kept from the application, for the agent to report. A store and no
   * more, where it is caught: the heap may be full, and the stack at its end.
   */
  private static volatile Throwable kept;

  static {
    Object[] link = DivergeGate.link;
    CELL = ((DirectBuffer) link[0]).address();
    NOTICE = (Runnable) link[1];
    FRESH = cast(link[2]);
    CALLBACKS = cast(link[3]);
  }

  private DivergeGuard() {}

  @SuppressWarnings("unchecked")
  private static <T> T cast(Object o) {
    return (T) o;
  }

  private static <T> T callback(int which) {
    Object made = MADE[which];
    if (made == null) {
      made = CALLBACKS.apply(which);
      MADE[which] = made;
    }
    return cast(made);
  }

  /** The address of a direct buffer, for the agent, which has no other way to learn it. */
  @Override
  public long applyAsLong(ByteBuffer buffer) {
    return ((DirectBuffer) buffer).address();
  }

  /** Puts a salt in the place of the one that is expected there, and tells which it was. */
  @Override
  public long applyAsLong(long expected, long salt) {
    return U.compareAndExchangeLong(null, CELL + SALT, expected, salt);
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
    await(SETTLED);
  }

  /** As {@link #settled}, until all that is tracked has been reset: pools are empty then, too. */
  public static void emptied() {
    await(EMPTIED);
  }

  private static void await(int done) {
    if (unnoticed()) {
      notice();
    }
    if (U.getLong(null, CELL + EPOCH) != U.getLong(null, CELL + done)) {
      try {
        DivergeGuard.<IntConsumer>callback(SETTLE).accept(done);
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
    return value ^ U.getLong(null, CELL + SALT);
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

  /**
   * The mark that an engine was last reseeded at, if it is not the JDK's own; 1 for all others, and
   * as long as there was no clone.
   */
  public static int foreignMark(Object spi, Object random) {
    return mark0() == 1 || spi == null || spi.getClass().getModule() == BASE
        ? 1
        : markOf(random, 1);
  }

  /**
   * The output of a SecureRandomSpi that is not the JDK's own, before the caller sees it.
   *
   * @param parameters of the draw, or null
   * @param drawn what {@link #foreignMark} said when the draw began
   */
  @CallerSensitive
  public static void foreign(Object spi, Object random, byte[] out, Object parameters, int drawn) {
    if (spi != null && spi.getClass().getModule() != BASE && isJdk(Reflection.getCallerClass())) {
      mixed(random, out, parameters, drawn);
    }
  }

  /** As {@link #foreign}, of what an engine gives as a seed. */
  @CallerSensitive
  public static void foreignSeed(byte[] out, Object spi, Object random, int drawn) {
    if (spi != null
        && out != null
        && spi.getClass().getModule() != BASE
        && isJdk(Reflection.getCallerClass())) {
      mixed(random, out, BASE, drawn);
    }
  }

  private static void mixed(Object random, byte[] out, Object how, int drawn) {
    for (int now = mark(), before = 1; now != before; before = now, now = mark()) {
      DivergeGuard.<BiConsumer<Object, Object[]>>callback(FOREIGN)
          .accept(random, new Object[] {out, how == BASE ? null : how, how == BASE, drawn});
    }
  }

  /**
   * Bytes of which the kernel is the only source: made this clone's own, in place. As long as there
   * was no clone they are left as they are.
   */
  public static byte[] blended(byte[] bytes) {
    for (int now = mark(), before = 1; now != before; before = now, now = mark()) {
      byte[] fresh = FRESH.apply(bytes.length);
      for (int i = 0; i < fresh.length; i++) {
        bytes[i] ^= fresh[i];
      }
    }
    return bytes;
  }

  /** The user seeds an engine, as opposed to the engine seeding itself. */
  @CallerSensitive
  public static void seeded(Object spi, boolean made) {
    if (unnoticed()) {
      notice();
    }
    if (!isJdk(Reflection.getCallerClass())) {
      return;
    }
    try {
      DivergeGuard.<BiConsumer<Object, Boolean>>callback(SEEDED).accept(spi, made);
    } catch (Throwable failOpen) {
      kept = failOpen; // the engine is reset like any other
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
      return U.getInt(source, U.objectFieldOffset(source.getClass(), "$mark"));
    } catch (InternalError notGuarded) {
      return markOf(source, 0);
    }
  }

  /** The mark of an object whose class was loaded too early to be given a field for it. */
  public static int markOf(Object o, int unset) {
    int[] mark = {unset, 0};
    DivergeGuard.<BiConsumer<Object, int[]>>callback(MARKS).accept(o, mark);
    return mark[0];
  }

  @CallerSensitive
  public static void setMark(Object o, int mark, int unset) {
    if (!isJdk(Reflection.getCallerClass())) {
      return;
    }
    int[] marks = {mark, 1, unset};
    DivergeGuard.<BiConsumer<Object, int[]>>callback(MARKS).accept(o, marks);
  }

  /** An instance of a class whose fields the application's rules name was made. */
  @CallerSensitive
  public static void born(Object o) {
    if (!concerns(Reflection.getCallerClass(), o)) {
      return;
    }
    try {
      DivergeGuard.<Consumer<Object>>callback(BORN).accept(o);
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
      return DivergeGuard.<BiPredicate<Object, String>>callback(RESET).test(state, type);
    } catch (Throwable failOpen) {
      kept = failOpen;
      return false;
    }
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

  // --- bonds: instances that belong to one epoch; 0 belongs to none ---

  /** What binds to the present epoch. */
  public static int bond() {
    return (int) epoch() + 1;
  }

  public static int bondOnce(int bond) {
    return bond != 0 ? bond : bond();
  }

  /** Whether the epoch has gone by. */
  public static boolean outlived(int bond) {
    return bond != 0 && bond != bond();
  }

  public static boolean unlessOutlived(boolean answer, int bond) {
    return answer && !outlived(bond);
  }

  public static boolean orOutlived(boolean answer, int bond) {
    return answer || outlived(bond);
  }

  /** Counts a connection that was closed; throws, or the caller sees that it is closed. */
  @CallerSensitive
  public static void refuse(boolean quietly) throws SSLException {
    if (!isJdk(Reflection.getCallerClass())) {
      return;
    }
    DivergeGuard.<BiConsumer<Object, int[]>>callback(REFUSED).accept(null, null);
    if (!quietly) {
      throw new SSLException(
          "this connection was made before the machine was cloned and its keys are shared:"
              + " closed by Diverge");
    }
  }

  /** Lets the agent's options decide about a cipher of an earlier epoch. */
  @CallerSensitive
  public static void judge(int bond, int mode, String name) {
    if (outlived(bond) && isJdk(Reflection.getCallerClass())) {
      int[] verdict = {mode, 0};
      DivergeGuard.<BiConsumer<Object, int[]>>callback(REFUSED).accept(name, verdict);
      if (verdict[1] != 0) {
        throw new IllegalStateException(
            "initialised before the machine was cloned, its key and nonce are shared:"
                + " initialise it anew (Diverge, stale-ciphers=refuse)");
      }
    }
  }

  /** Where an output is written to next. */
  public static int place(Object output) {
    return output instanceof ByteBuffer[] buffers ? buffers[0].position() : 0;
  }

  /** Overwrites what an output was given since it was at {@code from}. */
  public static void wipe(Object output, int from) {
    if (output instanceof ByteBuffer[] buffers) {
      for (int i = from; i < buffers[0].position(); i++) {
        buffers[0].put(i, (byte) 0);
      }
      buffers[0].position(from);
    } else if (output instanceof ByteArrayOutputStream bytes) {
      int written = bytes.size();
      bytes.reset();
      for (int i = 0; i < written; i++) {
        bytes.write(0);
      }
      bytes.reset();
    }
  }

  // --- called by the API's jar, whichever loader or module it is in ---

  /** The epoch, after noticing a new generation if there is one. */
  public static long epoch() {
    if (unnoticed()) {
      notice();
    }
    return U.getLong(null, CELL + EPOCH);
  }

  /** Takes a registry of actions; held weakly. */
  public static void join(Object registry) {
    DivergeGuard.<Consumer<Object>>callback(JOIN).accept(registry);
  }

  // --- generators of any library: whether one was made without a seed is in a field of theirs ---

  /** What one drew, made this clone's own; unchanged as long as there was no clone. */
  public static long masked(long drawn, int unseeded) {
    return isMasked(unseeded) ? drawn ^ ThreadLocalRandom.current().nextLong() : drawn;
  }

  public static int masked(int drawn, int unseeded) {
    return isMasked(unseeded) ? drawn ^ ThreadLocalRandom.current().nextInt() : drawn;
  }

  public static boolean masked(boolean drawn, int unseeded) {
    return isMasked(unseeded) ? drawn ^ ThreadLocalRandom.current().nextBoolean() : drawn;
  }

  public static double masked(double drawn, int unseeded) {
    if (!isMasked(unseeded) || !(drawn >= 0 && drawn < 1)) {
      return drawn;
    }
    double sum = drawn + ThreadLocalRandom.current().nextDouble();
    return sum >= 1 ? sum - 1 : sum;
  }

  public static float masked(float drawn, int unseeded) {
    if (!isMasked(unseeded) || !(drawn >= 0 && drawn < 1)) {
      return drawn;
    }
    float sum = drawn + ThreadLocalRandom.current().nextFloat();
    return sum >= 1 ? sum - 1 : sum;
  }

  public static void masked(byte[] drawn, int unseeded) {
    if (isMasked(unseeded)) {
      byte[] mask = new byte[drawn.length];
      ThreadLocalRandom.current().nextBytes(mask);
      for (int i = 0; i < mask.length; i++) {
        drawn[i] ^= mask[i];
      }
    }
  }

  /** Two that are normally distributed make another one. */
  public static double maskedGaussian(double drawn, int unseeded) {
    return isMasked(unseeded)
        ? (drawn + ThreadLocalRandom.current().nextGaussian()) / Math.sqrt(2)
        : drawn;
  }

  public static int maskedBits(int drawn, int bits, int unseeded) {
    return bits > 0 && bits <= 32 && isMasked(unseeded)
        ? drawn ^ (ThreadLocalRandom.current().nextInt() >>> (32 - bits))
        : drawn;
  }

  public static int maskedBelow(int drawn, int bound, int unseeded) {
    return drawn >= 0 && drawn < bound && isMasked(unseeded)
        ? (int) (((long) drawn + ThreadLocalRandom.current().nextInt(bound)) % bound)
        : drawn;
  }

  public static long maskedBelow(long drawn, long bound, int unseeded) {
    if (drawn < 0 || drawn >= bound || !isMasked(unseeded)) {
      return drawn;
    }
    long more = ThreadLocalRandom.current().nextLong(bound);
    return drawn < bound - more ? drawn + more : drawn - (bound - more);
  }

  private static boolean isMasked(int unseeded) {
    if (unnoticed()) {
      notice();
    }
    return unseeded != 0 && U.getLong(null, CELL + SALT) != 0;
  }

  /**
   * Whether a generator whose constructor ends was made without a seed.
   *
   * @param before what is known so far
   * @param unseeded whether this constructor takes no seed
   * @param source what it takes instead, if anything
   */
  @CallerSensitive
  public static int constructed(int before, Object generator, boolean unseeded, Object source) {
    if (generator.getClass() == Reflection.getCallerClass()) {
      if (!unseeded) {
        return before;
      }
      int known = source == null || isUnseeded(source) ? 1 : 0;
      know(generator, known); // a setSeed of its own is not the user's
      return known;
    }
    try {
      int[] verdict = {before};
      DivergeGuard.<BiConsumer<Object, int[]>>callback(OUTERMOST).accept(generator, verdict);
      return verdict[0];
    } catch (Throwable failOpen) {
      kept = failOpen;
      return before;
    }
  }

  private static boolean isUnseeded(Object source) {
    if (source instanceof SecureRandom || source instanceof ThreadLocalRandom) {
      return true;
    }
    Class<?> c = source.getClass();
    if (isJdk(c)) {
      return parentMark(null, 0, source) != 0;
    }
    try {
      return U.getInt(source, U.objectFieldOffset(c, UNSEEDED_FIELD)) != 0;
    } catch (InternalError unknown) {
      return false;
    }
  }

  /** The user seeds a generator: it is known by each of its classes, whichever has this method. */
  @CallerSensitive
  public static void seededGenerator(Object generator) {
    if (concerns(Reflection.getCallerClass(), generator)) {
      know(generator, 0);
    }
  }

  /** A generator was made of another one's state; or, of itself, without a seed. */
  @CallerSensitive
  public static void parted(Object child, Object parent) {
    if (child == null || child == parent || !concerns(Reflection.getCallerClass(), parent)) {
      return;
    }
    if (child.getClass() == parent.getClass() && isUnseeded(parent)) {
      know(child, 1);
    }
  }

  /** A library made a generator, with a seed of its own if it was given none. */
  public static void drawnSeed(Object generator, Object seed) {
    if (generator != null && seed == null && !isJdk(generator.getClass())) {
      know(generator, 1);
    }
  }

  private static void know(Object generator, int unseeded) {
    Class<?> c = generator.getClass();
    long[] places = places(c);
    for (long place : places) {
      U.putInt(generator, place, unseeded);
    }
  }

  private static long[] places(Class<?> c) {
    int at = System.identityHashCode(c) & (PLACES.length - 1);
    Object[] known = PLACES[at];
    if (known != null && ((WeakReference<?>) known[0]).get() == c) {
      return (long[]) known[1];
    }
    long[] places = {};
    for (Class<?> each = c; each != null && !isJdk(each); each = each.getSuperclass()) {
      try {
        long place = U.objectFieldOffset(each, UNSEEDED_FIELD);
        places = Arrays.copyOf(places, places.length + 1);
        places[places.length - 1] = place;
      } catch (InternalError notWoven) {
        // Nothing is known there.
      }
    }
    PLACES[at] = new Object[] {new WeakReference<>(c), places};
    return places;
  }

  // --- who calls ---

  /**
   * A class of the boot or platform loader, or of the module that JDK 17 has elsewhere: not always
   * where the system class loader is, which an application may bring.
   */
  private static boolean isJdk(Class<?> c) {
    ClassLoader loader = c.getClassLoader();
    return loader == null
        || loader == ClassLoader.getPlatformClassLoader()
        || ("jdk.random".equals(c.getModule().getName())
            && c.getModule().getLayer() == ModuleLayer.boot());
  }

  /** Whether {@code state} is that class's own: an instance of it, or its statics. */
  private static boolean concerns(Class<?> caller, Object state) {
    return state == caller || caller.isInstance(state);
  }

  // --- the check ---

  private static boolean unnoticed() {
    try {
      return U.getLongOpaque(null, U.getLongOpaque(null, CELL))
          != U.getLongAcquire(null, CELL + SEEN);
    } catch (InternalError fault) {
      return true; // the page was truncated under us: the agent finds out
    }
  }

  private static int mark0() {
    return U.getInt(null, CELL + MARK);
  }

  private static int renew(int mark) {
    if (mark < 0) {
      return outlived(-mark) ? mark0() : 0;
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
