package dev.diverge.integrations;

import dev.diverge.integrations.MethodUse.Use;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A class with fork-sensitive state, in its statics or in its instances, and the reset of either.
 *
 * <p><b>Guarded</b> if it names methods that draw ({@link #drawn}) or that are {@link #checked}:
 * each instance, or the class, carries the mark of the epoch it was last reset in, and resets
 * itself at its next use on the thread that uses it. Else <b>tracked</b>: reset once in each
 * transition, in its {@link #phase}; instances are then known, weakly, from their construction.
 *
 * <p>Methods are written as in a class file, {@code next(I)I}; a constructor by its parameters
 * alone, {@code ()V}. By its name alone, {@code next} or {@code <init>}, every one of that name is
 * meant. Fields by their name. What a version does not have is reported as absent; the rest of the
 * type is guarded all the same only if its draws were found.
 */
public class SensitiveType {

  private final String name;
  private final List<MethodUse> uses = new ArrayList<>();
  final List<Reset> resets = new ArrayList<>();
  @Nullable String engine;
  private final List<Advised> advices = new ArrayList<>();
  private boolean exemptUnlessMade;
  private boolean tracked;
  private boolean trackedStatics;
  private @Nullable Steps statics;
  private @Nullable Steps instances;
  private Phase phase = Phase.ID_GENERATORS;

  SensitiveType(String name) {
    this.name = name;
  }

  /**
   * Constructors (and {@code readObject}) whose instances are fork-sensitive; all of them, unless
   * told.
   */
  public SensitiveType made(String... methods) {
    return uses(Use.MADE, methods);
  }

  /**
   * Instances that came from no {@link #made} constructor are the user's own and exempt; without
   * this they count as made at the start.
   */
  public SensitiveType exemptUnlessMade() {
    exemptUnlessMade = true;
    return this;
  }

  /** Methods that make an instance the user's own: it is exempt from then on. */
  public SensitiveType seeded(String... methods) {
    return uses(Use.SEEDED, methods);
  }

  /** Methods that draw: what they return from stale state is thrown away and drawn again. */
  public SensitiveType drawn(String... methods) {
    return uses(Use.DRAWN, methods);
  }

  /**
   * Constructors and methods before which the type's static state is checked and reset. If the
   * generation changes while one is under way, what it made is thrown away and it is run again: a
   * constructor from behind its superclass's, or, if it uses the statics for that already, on
   * another instance whose fields are taken over. So these must bear to be run twice, as all that
   * merely draw do; exceptions are thrown as they come.
   */
  public SensitiveType checked(String... methods) {
    return uses(Use.CHECKED, methods);
  }

  /**
   * Instances are held weakly from when they are made, for {@link Tools#living}. Their constructors
   * are {@link #noticed}.
   */
  public SensitiveType tracked() {
    tracked = true;
    return this;
  }

  /** The class itself is held weakly once it is initialised, for {@link Tools#initialised}. */
  public SensitiveType trackedStatics() {
    trackedStatics = true;
    return this;
  }

  /**
   * Methods before which a new generation is noticed, and its tracked resets up to the connections
   * are run or waited for, so that what they use was reset and what they make is not, and all of
   * them where a reset of this type's own runs code; of these, whichever a version of the library
   * has. Not such as are synchronized: whoever runs the resets there holds a lock that one of them
   * may need.
   */
  public SensitiveType noticed(String... methods) {
    return uses(Use.NOTICED, methods);
  }

  /**
   * Methods that take from a pool: as {@link #noticed}, but all tracked resets are waited for,
   * those of pools included. They are all the ways to what the type's own reset changes: where that
   * runs code, who noticed the clone does not wait for it.
   */
  public SensitiveType borrowing(String... methods) {
    return uses(Use.BORROWING, methods);
  }

  /**
   * Methods that make a generator (see {@link Library#generators}) with a seed of their own:
   * always, or if they take an Object for a seed and that is null.
   */
  public SensitiveType makes(String... methods) {
    return uses(Use.MAKES, methods);
  }

  /**
   * Weaves what the other verbs cannot say into a method: an advice of Byte Buddy's, which the
   * extension brings along. Its code is copied into the method, so it may use what the type itself
   * sees, and its fields; and {@link Epoch} and {@link FreshLong}. Nothing of the extension's. For
   * extensions.
   *
   * @param advice a class of the extension's with methods annotated {@code @Advice.OnMethodEnter}
   *     or {@code @Advice.OnMethodExit}
   */
  public SensitiveType advised(String method, Class<?> advice) {
    advices.add(new Advised(method, advice));
    return this;
  }

  /** Describes the reset of the static state. Runs now. */
  public SensitiveType onClone(Consumer<Steps> describe) {
    statics = new Steps();
    describe.accept(statics);
    return this;
  }

  /** Describes the reset of each instance. Runs now. */
  public SensitiveType onCloneEach(Consumer<Steps> describe) {
    instances = new Steps();
    describe.accept(instances);
    return this;
  }

  /** When tracked state is reset: with the id generators, unless told. */
  public SensitiveType phase(Phase phase) {
    this.phase = phase;
    return this;
  }

  SensitiveType uses(Use use, String... methods) {
    for (String method : methods) {
      add(new MethodUse(use, method, name));
    }
    return this;
  }

  void add(MethodUse use) {
    uses.add(use);
  }

  /** Whether a type is described by how the names of its classes end, {@code *}{@code .ending}. */
  public static boolean isEnding(String type) {
    return type.startsWith("*");
  }

  /** Whether a class of that name is meant by a type, both binary or both internal. */
  public static boolean isCalled(String className, String type) {
    int end = type.length() - 1;
    return isEnding(type)
        ? className.length() > end
            && className.regionMatches(className.length() - end, type, 1, end)
        : className.equals(type);
  }

  /** The internal name, {@code java/util/Random}. */
  public String name() {
    return name;
  }

  /** What its methods are to the guard, in the order described. */
  public List<MethodUse> uses() {
    return uses;
  }

  /** The methods of that use. */
  public List<String> methods(Use use) {
    List<String> methods = new ArrayList<>();
    for (MethodUse one : uses) {
      if (one.use() == use) {
        methods.add(one.method());
      }
    }
    return methods;
  }

  /** Whether any method is of that use. */
  public boolean has(Use use) {
    for (MethodUse one : uses) {
      if (one.use() == use) {
        return true;
      }
    }
    return false;
  }

  /** Whether a method, with its descriptor, is named for that use. */
  public boolean has(Use use, String method) {
    for (MethodUse one : uses) {
      if (one.use() == use && one.method().equals(method)) {
        return true;
      }
    }
    return false;
  }

  /** Whether it has state that resets itself; else it is only tracked, or notices for others. */
  public boolean isGuarded() {
    for (MethodUse one : uses) {
      if (one.use().isOfGuardedState()) {
        return true;
      }
    }
    return false;
  }

  /** What is woven into its methods besides. */
  public List<Advised> advices() {
    return advices;
  }

  /** Whether a step of its resets runs code, which is done after all that is only set. */
  public boolean isResetByCode() {
    return runsCode(statics()) || runsCode(instances());
  }

  private static boolean runsCode(List<Step> steps) {
    for (Step step : steps) {
      if (step.mayBlock()) {
        return true;
      }
    }
    return false;
  }

  /** Whether {@link #tracked} was said. */
  public boolean isTracked() {
    return tracked;
  }

  /** Whether {@link #trackedStatics} was said. */
  public boolean isTrackedStatics() {
    return trackedStatics;
  }

  /** What is compiled into the type itself; of the JDK's types alone. */
  public List<Reset> resets() {
    return resets;
  }

  /** The field with what a front of the JDK's draws from; null for none. */
  public @Nullable String engine() {
    return engine;
  }

  /** How the static state is reset. */
  public List<Step> statics() {
    return statics == null ? List.of() : statics.all();
  }

  /** How each instance is reset. */
  public List<Step> instances() {
    return instances == null ? List.of() : instances.all();
  }

  /** When tracked state is reset. */
  public Phase phase() {
    return phase;
  }

  /** Whether {@link #exemptUnlessMade} was said. */
  public boolean isExemptUnlessMade() {
    return exemptUnlessMade;
  }

  /** The mark of an instance that none was ever set on: 0 is exempt, 1 the first epoch. */
  public int unset() {
    return exemptUnlessMade ? 0 : 1;
  }
}
