package dev.diverge.integrations;

/**
 * What a method of a {@link SensitiveType} is to the guard.
 *
 * @param method as in a {@link SensitiveType}
 * @param type the internal name of the type of what the method makes, for a child; else the type's
 *     own
 */
public record MethodUse(Use use, String method, String type) {

  /** In the order in which what a version lacks is told. */
  public enum Use {
    /** A constructor, or {@code readObject}, whose instances are fork-sensitive. */
    MADE,
    /** A constructor that makes such instances only of SecureRandom and its subclasses. */
    MADE_IF_SECURE,
    /** What it returns from stale state is thrown away and drawn again. */
    DRAWN,
    /** It makes an instance the user's own, which is exempt from then on. */
    SEEDED,
    /** It returns a long, which is salted for each clone. */
    SALTED,
    /** A constructor in which the value of a shared AtomicLong counter is salted. */
    SALTED_COUNTER,
    /** Before it the type's statics are checked and reset. */
    CHECKED,
    /** By it the user seeds the engine behind a front. */
    SEEDING,
    /** The engine has filled its first argument, or it returns what that gave. */
    MIXED,
    /** It gives bytes of which the kernel is the only source. */
    BLENDED,
    /** It seeds a generator with such bytes, by {@code engineSetSeed}. */
    BLENDING,
    /** It gives an instance a state which may be older than this clone. */
    AGED,
    /** {@code writeObject} and {@code readObject} of a type that serialises its seed as a long. */
    CARRYING,
    /** It makes an instance of this one's state. */
    CHILD,
    /** It makes one of its first argument's state. */
    CHILD_OF_ARGUMENT,
    /** The same, on a proxy of its outer instance. */
    CHILD_OF_PROXY,
    /** It makes a generator, with a seed of its own. */
    MAKES,
    /** Before it a new generation is noticed, and connections are reset. */
    NOTICED,
    /** Before it all tracked resets are waited for. */
    BORROWING;

    /** Whether such a method uses state that resets itself. */
    boolean isOfGuardedState() {
      return this == DRAWN || this == SALTED || this == CHECKED || this == MIXED || this == BLENDED;
    }

    /** Whether it makes an instance that is as stale as another one. */
    public boolean isChild() {
      return this == CHILD || this == CHILD_OF_ARGUMENT || this == CHILD_OF_PROXY;
    }
  }
}
