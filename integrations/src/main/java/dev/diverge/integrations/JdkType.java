package dev.diverge.integrations;

import dev.diverge.integrations.MethodUse.Use;

/**
 * A type of the JDK's, with the verbs that only its generators, seeders and ciphers need. A reset
 * of these is compiled into the type's own methods: reflection would not reach all of it, and not
 * as early.
 */
public final class JdkType extends SensitiveType {

  JdkType(String name) {
    super(name);
  }

  /** Constructors that make fork-sensitive instances only of SecureRandom and its subclasses. */
  public JdkType madeIfSecure(String... methods) {
    return add(Use.MADE_IF_SECURE, methods);
  }

  /** Methods returning {@code long} whose value is salted for each clone. */
  public JdkType salted(String... methods) {
    return add(Use.SALTED, methods);
  }

  /** Constructors in which the value of a shared AtomicLong counter is salted for each clone. */
  public JdkType saltedCounters(String... methods) {
    return add(Use.SALTED_COUNTER, methods);
  }

  /**
   * The type is a front for an engine of any provider.
   *
   * @param field holds the engine
   */
  public JdkType engine(String field) {
    engine = field;
    return this;
  }

  /** Methods by which the user seeds the engine. */
  public JdkType seeding(String... methods) {
    return add(Use.SEEDING, methods);
  }

  /** Methods whose first argument the engine has filled, or that return what it gave. */
  public JdkType mixed(String... methods) {
    return add(Use.MIXED, methods);
  }

  /**
   * Methods that fill their first argument with bytes, or return bytes, of which the kernel is the
   * only source: it may not have reseeded since the clone, so fresh bytes are mixed in.
   */
  public JdkType blended(String... methods) {
    return add(Use.BLENDED, methods);
  }

  /** Methods that seed a generator with such bytes, by {@code engineSetSeed}. */
  public JdkType blending(String... methods) {
    return add(Use.BLENDING, methods);
  }

  /**
   * Methods that give an instance a state which may be older than this clone, and another's too, as
   * {@code readObject} does: it is as stale as one made at the start.
   */
  public JdkType aged(String... methods) {
    return add(Use.AGED, methods);
  }

  /** {@code writeObject} and {@code readObject} of a type that serialises its seed as a long. */
  public JdkType carrying(String... methods) {
    return add(Use.CARRYING, methods);
  }

  /**
   * Instances that {@code method} makes of another's state are as fork-sensitive as that.
   *
   * @param whose one of the uses that are a child's
   */
  public JdkType child(String method, Use whose) {
    return child(method, name(), whose);
  }

  /** The same, of another guarded type. */
  public JdkType child(String method, String type, Use whose) {
    add(new MethodUse(whose, method, type.replace('.', '/')));
    return this;
  }

  /** Adds to what a reset does, in this order. */
  public JdkType reset(Reset... steps) {
    for (Reset step : steps) {
      resets.add(step);
    }
    return this;
  }

  @Override
  public JdkType made(String... methods) {
    return add(Use.MADE, methods);
  }

  @Override
  public JdkType exemptUnlessMade() {
    super.exemptUnlessMade();
    return this;
  }

  @Override
  public JdkType seeded(String... methods) {
    return add(Use.SEEDED, methods);
  }

  @Override
  public JdkType drawn(String... methods) {
    return add(Use.DRAWN, methods);
  }

  @Override
  public JdkType checked(String... methods) {
    return add(Use.CHECKED, methods);
  }

  private JdkType add(Use use, String... methods) {
    uses(use, methods);
    return this;
  }
}
