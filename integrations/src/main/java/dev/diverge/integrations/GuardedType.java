package dev.diverge.integrations;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A class whose instances, or whose statics, are guarded: each carries the mark of the epoch it was
 * last reset in, and resets itself at its next use on the thread that uses it. What is few and
 * long-lived is {@link #tracked} instead, for a {@link TrackedReset}.
 *
 * <p>Methods are written as in a class file, {@code next(I)I}; a constructor by its parameters
 * alone, {@code ()V}. Fields by their name. What a JDK does not have is reported as absent by the
 * weaver; the rest of the type is guarded all the same only if its draws were found.
 */
public final class GuardedType {

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
  private final List<String> noticed = new ArrayList<>();
  private final List<Child> children = new ArrayList<>();
  private final List<Reset> resets = new ArrayList<>();
  private @Nullable String engine;
  private boolean exemptUnlessMade;
  private boolean tracked;
  private boolean trackedStatics;

  GuardedType(String name) {
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

  /** Constructors (and {@code readObject}) whose instances are fork-sensitive. */
  public GuardedType made(String... methods) {
    return add(made, methods);
  }

  /**
   * Instances that came from no {@link #made} constructor are the user's own and exempt; without
   * this they count as made at the start.
   */
  public GuardedType exemptUnlessMade() {
    exemptUnlessMade = true;
    return this;
  }

  /** Methods that draw: what they return from stale state is thrown away and drawn again. */
  public GuardedType drawn(String... methods) {
    return add(drawn, methods);
  }

  /** Methods that make an instance the user's own: it is exempt from then on. */
  public GuardedType seeded(String... methods) {
    return add(seeded, methods);
  }

  /** Methods returning {@code long} whose value is salted for each clone. */
  public GuardedType salted(String... methods) {
    return add(salted, methods);
  }

  /** Constructors in which the value of a shared AtomicLong counter is salted for each clone. */
  public GuardedType saltedCounters(String... methods) {
    return add(saltedCounters, methods);
  }

  /** Constructors before which the type's static state is checked and reset. */
  public GuardedType checked(String... methods) {
    return add(checked, methods);
  }

  /**
   * The type is a front for an engine of any provider.
   *
   * @param field holds the engine
   */
  public GuardedType engine(String field) {
    engine = field;
    return this;
  }

  /** Methods by which the user seeds the engine. */
  public GuardedType seeding(String... methods) {
    return add(seeding, methods);
  }

  /** Methods whose first argument the engine has filled. */
  public GuardedType mixed(String... methods) {
    return add(mixed, methods);
  }

  /** Instances are held weakly from when they are made, for {@link Tools#living}. */
  public GuardedType tracked() {
    tracked = true;
    return this;
  }

  /** The class itself is held weakly once it is initialised, for {@link Tools#initialised}. */
  public GuardedType trackedStatics() {
    trackedStatics = true;
    return this;
  }

  /**
   * Methods before which a new generation is noticed and the transition run, so that what they use
   * was reset; of these, whichever a version of the library has.
   */
  public GuardedType noticed(String... methods) {
    return add(noticed, methods);
  }

  /** Constructors that make fork-sensitive instances only of SecureRandom and its subclasses. */
  public GuardedType madeIfSecure(String... methods) {
    return add(madeIfSecure, methods);
  }

  /** Instances that {@code method} makes of this one's state are as fork-sensitive as this one. */
  public GuardedType child(String method, Parent parent) {
    return child(method, name, parent);
  }

  public GuardedType child(String method, String type, Parent parent) {
    children.add(new Child(method, type.replace('.', '/'), parent));
    return this;
  }

  /** Adds to what a reset does, in this order. */
  public GuardedType reset(Reset... steps) {
    resets.addAll(List.of(steps));
    return this;
  }

  private GuardedType add(List<String> list, String... methods) {
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

  public boolean isTracked() {
    return tracked;
  }

  public boolean isTrackedStatics() {
    return trackedStatics;
  }

  public List<String> noticed() {
    return noticed;
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

  /** The mark of an instance that none was ever set on: 0 is exempt, 1 the first epoch. */
  public int unset() {
    return exemptUnlessMade ? 0 : 1;
  }
}
