package java.lang;

import dev.diverge.agent.contract.GuardLayout;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.BiPredicate;
import javax.net.ssl.SSLException;
import jdk.internal.reflect.CallerSensitive;
import jdk.internal.reflect.Reflection;

/**
 * The guard of what cannot be reset, only refused: TLS connections and sessions, ciphers. Such an
 * instance is bound to the epoch it was made in; 0 binds to none.
 */
public final class DivergeBonds {

  private DivergeBonds() {}

  public static int bondOnce(int bond) {
    return bond != 0 ? bond : DivergeGuard.bond();
  }

  /** Whether the epoch has gone by. */
  public static boolean outlived(int bond) {
    return bond != 0 && bond != DivergeGuard.bond();
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
    if (!DivergeGuard.isJdk(Reflection.getCallerClass())) {
      return;
    }
    DivergeGuard.<Runnable>callback(GuardLayout.REFUSED).run();
    if (!quietly) {
      throw new SSLException(
          "this connection was made before the machine was cloned and its keys are shared:"
              + " closed by Diverge");
    }
  }

  /** Lets the agent's options decide about a cipher of an earlier epoch. */
  @CallerSensitive
  public static void judge(int bond, int mode, String name) {
    if (outlived(bond) && DivergeGuard.isJdk(Reflection.getCallerClass())) {
      if (DivergeGuard.<BiPredicate<String, Integer>>callback(GuardLayout.JUDGE).test(name, mode)) {
        throw new IllegalStateException(
            "initialised before the machine was cloned, its key and nonce are shared:"
                + " initialise it anew (Diverge, stale-ciphers=refuse)");
      }
    }
  }

  /** Lets them decide about a key of an earlier epoch of which no use is like another. */
  public static void spend(int bond) {
    if (outlived(bond)
        && DivergeGuard.<BiPredicate<String, Integer>>callback(GuardLayout.JUDGE).test("", 0)) {
      throw new IllegalStateException(
          "made before the machine was cloned, and what it would use next is each clone's next:"
              + " make it anew (Diverge, stale-ciphers=refuse)");
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
}
