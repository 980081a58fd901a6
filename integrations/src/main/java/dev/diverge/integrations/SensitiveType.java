package dev.diverge.integrations;

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
public final class SensitiveType {

  private final String name;
  private final List<String> made = new ArrayList<>();
  private final List<String> madeIfSecure = new ArrayList<>();
  private final List<String> drawn = new ArrayList<>();
  private final List<String> seeded = new ArrayList<>();
  private final List<String> salted = new ArrayList<>();
  private final List<String> saltedCounters = new ArrayList<>();
  private final List<String> checked = new ArrayList<>();
  private final List<String> seeding = new ArrayList<>();
  private final List<String> mixed = new ArrayList<>();
  private final List<String> blended = new ArrayList<>();
  private final List<String> blending = new ArrayList<>();
  private final List<String> aged = new ArrayList<>();
  private final List<String> carrying = new ArrayList<>();
  private final List<String> noticed = new ArrayList<>();
  private final List<String> borrowing = new ArrayList<>();
  private final List<String> makes = new ArrayList<>();
  private final List<Child> children = new ArrayList<>();
  private final List<Reset> resets = new ArrayList<>();
  private @Nullable String engine;
  private boolean exemptUnlessMade;
  private boolean tracked;
  private boolean trackedStatics;
  private @Nullable Steps statics;
  private @Nullable Steps instances;
  private Phase phase = Phase.ID_GENERATORS;

  SensitiveType(String name) {
    this.name = name;
  }

  /** An instance that comes out of {@code method}, made by guarded {@code type}. */
  public record Child(String method, String type, Parent parent) {}

  /** Whose state a child is made of. */
  public enum Parent {
    /** The instance the method is called on. */
    THIS,
    /** The method's first argument. */
    ARGUMENT,
    /** The method's first argument, the instance being a proxy of its outer instance. */
    ARGUMENT_OF_PROXY
  }

  /**
   * Constructors (and {@code readObject}) whose instances are fork-sensitive; all of them, unless
   * told.
   */
  public SensitiveType made(String... methods) {
    return add(made, methods);
  }

  /**
   * Instances that came from no {@link #made} constructor are the user's own and exempt; without
   * this they count as made at the start.
   */
  public SensitiveType exemptUnlessMade() {
    exemptUnlessMade = true;
    return this;
  }

  /** Methods that draw: what they return from stale state is thrown away and drawn again. */
  public SensitiveType drawn(String... methods) {
    return add(drawn, methods);
  }

  /** Methods that make an instance the user's own: it is exempt from then on. */
  public SensitiveType seeded(String... methods) {
    return add(seeded, methods);
  }

  /** Methods returning {@code long} whose value is salted for each clone. */
  public SensitiveType salted(String... methods) {
    return add(salted, methods);
  }

  /** Constructors in which the value of a shared AtomicLong counter is salted for each clone. */
  public SensitiveType saltedCounters(String... methods) {
    return add(saltedCounters, methods);
  }

  /**
   * Constructors and methods before which the type's static state is checked and reset. If the
   * generation changes while one is under way, what it made is thrown away and it is run again: a
   * constructor from behind its superclass's, or, if it uses the statics for that already, on
   * another instance whose fields are taken over. So these must bear to be run twice, as all that
   * merely draw do; exceptions are thrown as they come.
   */
  public SensitiveType checked(String... methods) {
    return add(checked, methods);
  }

  /**
   * The type is a front for an engine of any provider.
   *
   * @param field holds the engine
   */
  public SensitiveType engine(String field) {
    engine = field;
    return this;
  }

  /** Methods by which the user seeds the engine. */
  public SensitiveType seeding(String... methods) {
    return add(seeding, methods);
  }

  /**
   * Methods that fill their first argument with bytes, or return bytes, of which the kernel is the
   * only source: it may not have reseeded since the clone, so fresh bytes are mixed in.
   */
  public SensitiveType blended(String... methods) {
    return add(blended, methods);
  }

  /** Methods that seed a generator with such bytes, by {@code engineSetSeed}. */
  public SensitiveType blending(String... methods) {
    return add(blending, methods);
  }

  /**
   * Methods that give an instance a state which may be older than this clone, and another's too, as
   * {@code readObject} does: it is as stale as one made at the start.
   */
  public SensitiveType aged(String... methods) {
    return add(aged, methods);
  }

  /** {@code writeObject} and {@code readObject} of a type that serialises its seed as a long. */
  public SensitiveType carrying(String... methods) {
    return add(carrying, methods);
  }

  /** Methods whose first argument the engine has filled, or that return what it gave. */
  public SensitiveType mixed(String... methods) {
    return add(mixed, methods);
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
   * are run or waited for, so that what they use was reset and what they make is not; of these,
   * whichever a version of the library has. Not such as are synchronized: whoever runs the resets
   * there holds a lock that one of them may need.
   */
  public SensitiveType noticed(String... methods) {
    return add(noticed, methods);
  }

  /**
   * Methods that take from a pool: as {@link #noticed}, but all tracked resets are waited for,
   * those of pools included.
   */
  public SensitiveType borrowing(String... methods) {
    return add(borrowing, methods);
  }

  /**
   * Methods that make a generator (see {@link Library#generators}) with a seed of their own:
   * always, or if they take an Object for a seed and that is null.
   */
  public SensitiveType makes(String... methods) {
    return add(makes, methods);
  }

  /** Constructors that make fork-sensitive instances only of SecureRandom and its subclasses. */
  public SensitiveType madeIfSecure(String... methods) {
    return add(madeIfSecure, methods);
  }

  /** Instances that {@code method} makes of this one's state are as fork-sensitive as this one. */
  public SensitiveType child(String method, Parent parent) {
    return child(method, name, parent);
  }

  public SensitiveType child(String method, String type, Parent parent) {
    children.add(new Child(method, type.replace('.', '/'), parent));
    return this;
  }

  /** Adds to what a reset does, in this order. */
  public SensitiveType reset(Reset... steps) {
    resets.addAll(List.of(steps));
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

  private SensitiveType add(List<String> list, String... methods) {
    list.addAll(List.of(methods));
    return this;
  }

  /** The internal name, {@code java/util/Random}. */
  public String name() {
    return name;
  }

  public List<String> made() {
    return made;
  }

  public List<String> drawn() {
    return drawn;
  }

  public List<String> seeded() {
    return seeded;
  }

  public List<String> salted() {
    return salted;
  }

  public List<String> saltedCounters() {
    return saltedCounters;
  }

  public List<String> checked() {
    return checked;
  }

  public List<String> seeding() {
    return seeding;
  }

  public List<String> mixed() {
    return mixed;
  }

  public List<String> blended() {
    return blended;
  }

  public List<String> blending() {
    return blending;
  }

  public List<String> aged() {
    return aged;
  }

  public List<String> carrying() {
    return carrying;
  }

  /** Whether it has state that resets itself; else it is only tracked, or notices for others. */
  public boolean isGuarded() {
    return !drawn.isEmpty()
        || !salted.isEmpty()
        || !checked.isEmpty()
        || !mixed.isEmpty()
        || !blended.isEmpty();
  }

  public boolean isTracked() {
    return tracked;
  }

  public boolean isTrackedStatics() {
    return trackedStatics;
  }

  public List<String> noticed() {
    return noticed;
  }

  public List<String> makes() {
    return makes;
  }

  public List<String> borrowing() {
    return borrowing;
  }

  public List<Child> children() {
    return children;
  }

  public List<Reset> resets() {
    return resets;
  }

  public List<String> madeIfSecure() {
    return madeIfSecure;
  }

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

  public Phase phase() {
    return phase;
  }

  public boolean isExemptUnlessMade() {
    return exemptUnlessMade;
  }

  /** The mark of an instance that none was ever set on: 0 is exempt, 1 the first epoch. */
  public int unset() {
    return exemptUnlessMade ? 0 : 1;
  }
}
