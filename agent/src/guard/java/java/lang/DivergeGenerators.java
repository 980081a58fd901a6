package java.lang;

import dev.diverge.agent.contract.GuardLayout;
import java.lang.ref.WeakReference;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiPredicate;
import jdk.internal.misc.Unsafe;
import jdk.internal.reflect.CallerSensitive;
import jdk.internal.reflect.Reflection;

/**
 * The guard of generators of any library. Nothing is known of their state, so that it is left as it
 * is; whether one was made without a seed is in a field of theirs, and what such a one draws is
 * masked once there was a clone.
 *
 * <p>An instance knows where one class, and those it extends, have that field. It is of this class
 * since one class is what is put beside the guard.
 */
public final class DivergeGenerators extends WeakReference<Class<?>> {

  private static final Unsafe U = Unsafe.getUnsafe();

  /** The latest class of each hash. */
  private static final DivergeGenerators[] KNOWN = new DivergeGenerators[64];

  private final long[] places;

  private DivergeGenerators(Class<?> of) {
    super(of);
    long[] found = {};
    for (Class<?> each = of; each != null && !DivergeGuard.isJdk(each); ) {
      try {
        long place = U.objectFieldOffset(each, GuardLayout.UNSEEDED_FIELD);
        found = Arrays.copyOf(found, found.length + 1);
        found[found.length - 1] = place;
      } catch (InternalError notWoven) {
        // Nothing is known there.
      }
      each = each.getSuperclass();
    }
    places = found;
  }

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
    return DivergeGuard.wasCloned() && unseeded != 0;
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
      boolean without =
          DivergeGuard.<BiPredicate<Object, Class<?>>>callback(GuardLayout.OUTERMOST)
              .test(generator, generator.getClass());
      return without ? 1 : 0;
    } catch (Throwable failOpen) {
      DivergeGuard.keep(failOpen);
      return before;
    }
  }

  private static boolean isUnseeded(Object source) {
    if (source instanceof SecureRandom || source instanceof ThreadLocalRandom) {
      return true;
    }
    Class<?> c = source.getClass();
    if (DivergeGuard.isJdk(c)) {
      return DivergeGuard.parentMark(null, 0, source) != 0;
    }
    try {
      return U.getInt(source, U.objectFieldOffset(c, GuardLayout.UNSEEDED_FIELD)) != 0;
    } catch (InternalError unknown) {
      return false;
    }
  }

  /** The user seeds a generator: it is known by each of its classes, whichever has this method. */
  @CallerSensitive
  public static void seededGenerator(Object generator) {
    if (DivergeGuard.concerns(Reflection.getCallerClass(), generator)) {
      know(generator, 0);
    }
  }

  /** A generator was made of another one's state; or, of itself, without a seed. */
  @CallerSensitive
  public static void parted(Object child, Object parent) {
    if (child == null
        || child == parent
        || !DivergeGuard.concerns(Reflection.getCallerClass(), parent)) {
      return;
    }
    if (child.getClass() == parent.getClass() && isUnseeded(parent)) {
      know(child, 1);
    }
  }

  /** A library made a generator, with a seed of its own if it was given none. */
  public static void drawnSeed(Object generator, Object seed) {
    if (generator != null && seed == null && !DivergeGuard.isJdk(generator.getClass())) {
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
    int at = System.identityHashCode(c) & (KNOWN.length - 1);
    DivergeGenerators known = KNOWN[at];
    if (known == null || !known.refersTo(c)) {
      known = new DivergeGenerators(c);
      KNOWN[at] = known;
    }
    return known.places;
  }
}
