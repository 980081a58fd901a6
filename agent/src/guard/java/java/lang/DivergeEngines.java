package java.lang;

import dev.diverge.agent.contract.GuardLayout;
import java.security.SecureRandom;
import java.security.SecureRandomParameters;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import jdk.internal.reflect.CallerSensitive;
import jdk.internal.reflect.Reflection;

/**
 * The guard of what is behind a SecureRandom: engines of other providers, whose state nobody knows,
 * so that what they give is made this clone's own (DESIGN, rule 11); and the user's own seeds for
 * engines that cannot tell them from theirs (rule 7).
 */
public final class DivergeEngines {

  private static final Module BASE = Object.class.getModule();

  /** In the place of a draw's parameters: it is one of a seed. */
  private static final Object AS_SEED = BASE;

  private DivergeEngines() {}

  /**
   * The mark that an engine was last reseeded at, if it is not the JDK's own; 1 for all others, and
   * as long as there was no clone.
   */
  public static int foreignMark(Object spi, Object random) {
    return DivergeGuard.mark0() == 1 || !isForeign(spi) ? 1 : DivergeGuard.markOf(random, 1);
  }

  private static boolean isForeign(Object spi) {
    return spi != null && spi.getClass().getModule() != BASE;
  }

  /**
   * The output of a SecureRandomSpi that is not the JDK's own, before the caller sees it.
   *
   * @param parameters of the draw, or null
   * @param drawn what {@link #foreignMark} said when the draw began
   */
  @CallerSensitive
  public static void foreign(Object spi, Object random, byte[] out, Object parameters, int drawn) {
    if (isForeign(spi) && out != null && DivergeGuard.isJdk(Reflection.getCallerClass())) {
      mixed((SecureRandom) random, out, parameters, drawn);
    }
  }

  /** As {@link #foreign}, of what an engine gives as a seed. */
  @CallerSensitive
  public static void foreignSeed(byte[] out, Object spi, Object random, int drawn) {
    if (isForeign(spi) && out != null && DivergeGuard.isJdk(Reflection.getCallerClass())) {
      mixed((SecureRandom) random, out, AS_SEED, drawn);
    }
  }

  private static void mixed(SecureRandom random, byte[] out, Object how, int drawn) {
    for (int now = DivergeGuard.mark(), before = 1;
        now != before;
        before = now, now = DivergeGuard.mark()) {
      boolean reseeded =
          DivergeGuard.<BiPredicate<SecureRandom, byte[]>>callback(GuardLayout.FOREIGN)
              .test(random, out);
      if (reseeded && now != drawn) {
        again(random, out, how);
      }
    }
  }

  private static void again(SecureRandom random, byte[] out, Object how) {
    if (how == AS_SEED) {
      byte[] anew = random.generateSeed(out.length);
      System.arraycopy(anew, 0, out, 0, Math.min(anew.length, out.length));
    } else if (how != null) {
      random.nextBytes(out, (SecureRandomParameters) how);
    } else {
      random.nextBytes(out);
    }
  }

  /**
   * Bytes of which the kernel is the only source: made this clone's own, in place. As long as there
   * was no clone they are left as they are.
   */
  public static byte[] blended(byte[] bytes) {
    for (int now = DivergeGuard.mark(), before = 1;
        now != before;
        before = now, now = DivergeGuard.mark()) {
      byte[] fresh = DivergeGuard.fresh(bytes.length);
      for (int i = 0; i < fresh.length; i++) {
        bytes[i] ^= fresh[i];
      }
    }
    return bytes;
  }

  /** The user seeds an engine, as opposed to the engine seeding itself. */
  @CallerSensitive
  public static void seeded(Object spi, boolean made) {
    DivergeGuard.mark(); // of the epoch that it is seeded in
    if (!DivergeGuard.isJdk(Reflection.getCallerClass())) {
      return;
    }
    try {
      DivergeGuard.<BiConsumer<Object, Boolean>>callback(GuardLayout.SEEDED).accept(spi, made);
    } catch (Throwable failOpen) {
      DivergeGuard.keep(failOpen); // the engine is reset like any other
    }
  }
}
