package dev.diverge.agent.process;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the guard calls back, done with the agent's own permissions under a security manager: the
 * application's code that draws may have none to read a device, or to start a thread. Code of the
 * application's that is called on the way has its own permissions, no more.
 *
 * <p>Threads need nothing of the kind: those made in here, and those that the agent makes as it is
 * installed, inherit the agent's permissions. Since JDK 24 there is no security manager any more.
 */
@SuppressWarnings("removal") // as long as JDK 17 to 23 are in use
public final class Privileged
    implements Runnable,
        IntFunction<Object>,
        BiConsumer<@Nullable Object, @Nullable Object>,
        BiFunction<@Nullable Object, @Nullable Object, Object>,
        BiPredicate<@Nullable Object, @Nullable Object>,
        Consumer<@Nullable Object>,
        IntConsumer {

  /** The first JDK without a security manager. */
  public static final int FIRST_WITHOUT = 24;

  private final Object inner;

  public Privileged(Object inner) {
    this.inner = inner;
  }

  /** What the guard is to call, so that nobody's lack of permissions is ours. */
  public static Object callback(Object ours) {
    return Runtime.version().feature() < FIRST_WITHOUT ? new Privileged(ours) : ours;
  }

  /** Whether permissions are asked for just now. */
  private static boolean isAsked() {
    return System.getSecurityManager() != null;
  }

  /** For what is asked of us on a thread of the application's in any other way. */
  public static void run(Runnable work) {
    new Privileged(work).run();
  }

  @Override
  public void run() {
    if (isAsked()) {
      new Call(inner, Call.RUN, 0, null, null).act();
    } else {
      ((Runnable) inner).run();
    }
  }

  @Override
  public Object apply(int n) {
    return isAsked()
        ? new Call(inner, Call.APPLY, n, null, null).act()
        : ((IntFunction<?>) inner).apply(n);
  }

  @Override
  public void accept(int n) {
    if (isAsked()) {
      new Call(inner, Call.TAKE_NUMBER, n, null, null).act();
    } else {
      ((IntConsumer) inner).accept(n);
    }
  }

  @Override
  @SuppressWarnings("unchecked") // the guard's own use of each callback
  public void accept(@Nullable Object one) {
    if (isAsked()) {
      new Call(inner, Call.TAKE_ONE, 0, one, null).act();
    } else {
      ((Consumer<@Nullable Object>) inner).accept(one);
    }
  }

  @Override
  @SuppressWarnings("unchecked") // the guard's own use of each callback
  public void accept(@Nullable Object one, @Nullable Object other) {
    if (isAsked()) {
      new Call(inner, Call.TAKE_TWO, 0, one, other).act();
    } else {
      ((BiConsumer<@Nullable Object, @Nullable Object>) inner).accept(one, other);
    }
  }

  @Override
  @SuppressWarnings("unchecked") // the guard's own use of each callback
  public boolean test(@Nullable Object one, @Nullable Object other) {
    return isAsked()
        ? (boolean) new Call(inner, Call.TEST_TWO, 0, one, other).act()
        : ((BiPredicate<@Nullable Object, @Nullable Object>) inner).test(one, other);
  }

  @Override
  @SuppressWarnings("unchecked") // the guard's own use of each callback
  public Object apply(@Nullable Object one, @Nullable Object other) {
    return isAsked()
        ? new Call(inner, Call.APPLY_TWO, 0, one, other).act()
        : ((BiFunction<@Nullable Object, @Nullable Object, Object>) inner).apply(one, other);
  }

  /** A call of its own class, so that none is loaded where nobody asks for permissions. */
  private static final class Call implements PrivilegedAction<Object> {

    static final int RUN = 0;
    static final int APPLY = 1;
    static final int TAKE_NUMBER = 2;
    static final int TAKE_ONE = 3;
    static final int TAKE_TWO = 4;
    static final int TEST_TWO = 5;
    static final int APPLY_TWO = 6;

    private final Object inner;
    private final int shape;
    private final int n;
    private final @Nullable Object one;
    private final @Nullable Object other;

    Call(Object inner, int shape, int n, @Nullable Object one, @Nullable Object other) {
      this.inner = inner;
      this.shape = shape;
      this.n = n;
      this.one = one;
      this.other = other;
    }

    Object act() {
      return AccessController.doPrivileged(this);
    }

    @Override
    @SuppressWarnings("unchecked") // the guard's own use of each callback
    public Object run() {
      switch (shape) {
        case RUN -> ((Runnable) inner).run();
        case APPLY -> {
          return ((IntFunction<?>) inner).apply(n);
        }
        case TAKE_NUMBER -> ((IntConsumer) inner).accept(n);
        case TAKE_ONE -> ((Consumer<@Nullable Object>) inner).accept(one);
        case APPLY_TWO -> {
          return ((BiFunction<@Nullable Object, @Nullable Object, Object>) inner).apply(one, other);
        }
        case TEST_TWO -> {
          return ((BiPredicate<@Nullable Object, @Nullable Object>) inner).test(one, other);
        }
        default -> ((BiConsumer<@Nullable Object, @Nullable Object>) inner).accept(one, other);
      }
      return this;
    }
  }
}
