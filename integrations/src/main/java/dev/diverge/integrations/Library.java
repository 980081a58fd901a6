package dev.diverge.integrations;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What an integration says about one library. Filled on one thread, read on many afterwards. */
public final class Library {

  private final String place;
  private final List<SensitiveType> types = new ArrayList<>();
  private final List<Verified> verified = new ArrayList<>();
  private final List<String> trackedResets = new ArrayList<>();
  private final List<BondedType> bondedTypes = new ArrayList<>();
  private final List<Matched> matched = new ArrayList<>();
  private String name = "unnamed";
  private String provokedBy = "";
  private Severity severity = Severity.UNIQUENESS;
  private String state = "";
  private String reset = "";
  private String limits = "";
  private String uncovered = "";

  /** Wherever it is. */
  public Library() {
    this("*");
  }

  /**
   * A copy of the library.
   *
   * @param place what the {@code *} that names begin with stands for, {@code com/acme/shaded/netty}
   */
  public Library(String place) {
    this.place = place;
  }

  /**
   * Classes of random numbers are known by what they extend or implement, themselves: what those
   * draw that were made without a seed is mixed with what clones do not share.
   *
   * @param parents binary names, or how they end, {@code *.random.RandomGenerator}
   */
  public Library generators(String... parents) {
    for (String parent : parents) {
      types.add(new SensitiveType("<".concat(parent.replace('.', '/'))));
    }
    return this;
  }

  /** As in the option {@code integration.NAME}: lower case, words joined by {@code -}. */
  public Library name(String name) {
    this.name = name;
    return this;
  }

  /** The versions it was tested with; once for each artifact. */
  public Library verifiedOn(String artifact, String oldest, String newest) {
    verified.add(new Verified(artifact, oldest, newest));
    return this;
  }

  /** {@link Severity#UNIQUENESS} unless told. */
  public Library severity(Severity severity) {
    this.severity = severity;
    return this;
  }

  /** For the catalogue: what clones would share. */
  public Library state(String state) {
    this.state = state;
    return this;
  }

  /** For the catalogue: what is done about it. */
  public Library reset(String reset) {
    this.reset = reset;
    return this;
  }

  /** For the catalogue: what stays shared, or is lost. */
  public Library limits(String limits) {
    this.limits = limits;
    return this;
  }

  /**
   * There is state that is not reset: the doctor names the library where one of its types is
   * loaded.
   *
   * @param advice what the operator can do
   */
  public Library uncovered(String advice) {
    uncovered = advice;
    return this;
  }

  /**
   * Begins the description of a type.
   *
   * @param className the binary name, {@code java.util.Random}; or how it ends, {@code
   *     *.channel.epoll.EpollSocketChannel}, where builds move the library to packages of their own
   */
  public SensitiveType type(String className) {
    String name = className.replace('.', '/');
    SensitiveType type =
        new SensitiveType(name.startsWith("*") ? place.concat(name.substring(1)) : name);
    types.add(type);
    return type;
  }

  /**
   * Describes types that no one name says, once they are met; those named by {@link #type} and
   * those of other integrations are left out, and of two that match the first counts. For
   * extensions.
   *
   * @param describe may be called for any number of classes, also by two threads at a time
   */
  public Library matching(Match match, Consumer<SensitiveType> describe) {
    matched.add(new Matched(match, describe));
    return this;
  }

  /** Begins the description of a type of the JDK's. */
  public JdkType jdkType(String className) {
    JdkType type = new JdkType(className.replace('.', '/'));
    types.add(type);
    return type;
  }

  /**
   * Adds to what a transition does for this library.
   *
   * @param className a {@link TrackedReset} with a public constructor without parameters; by name,
   *     so that it is not loaded before it is wanted
   */
  public Library trackedReset(String className) {
    trackedResets.add(className);
    return this;
  }

  /**
   * Begins the description of a type whose instances end with their epoch.
   *
   * @param className the binary name, {@code sun.security.ssl.OutputRecord}
   */
  public BondedType bonded(String className) {
    BondedType type = new BondedType(className.replace('.', '/'));
    bondedTypes.add(type);
    return type;
  }

  /**
   * Names the self-test.
   *
   * @param className the {@link Provocation} that tests this library's hooks; by name, so that it
   *     is not loaded before it is wanted
   */
  public Library provokedBy(String className) {
    provokedBy = className;
    return this;
  }

  /** All of {@link #matching}, in the order said. */
  public List<Matched> matched() {
    return matched;
  }

  /** The class of the self-test; empty for none. */
  public String provokedBy() {
    return provokedBy;
  }

  /** All of {@link #trackedReset}, in the order said. */
  public List<String> trackedResets() {
    return trackedResets;
  }

  /** Its name; {@code unnamed} if it was not said. */
  public String name() {
    return name;
  }

  /** All of {@link #type}, {@link #jdkType} and {@link #generators}, in the order said. */
  public List<SensitiveType> types() {
    return types;
  }

  /** All of {@link #verifiedOn}, in the order said. */
  public List<Verified> verified() {
    return verified;
  }

  /** What two clones that share its state stand to lose. */
  public Severity severity() {
    return severity;
  }

  /** What clones would share; empty if it was not said. */
  public String state() {
    return state;
  }

  /** What is done about it; empty if it was not said. */
  public String reset() {
    return reset;
  }

  /** What stays shared, or is lost; empty for nothing. */
  public String limits() {
    return limits;
  }

  /** What to do about state that is not reset; empty if all of it is. */
  public String uncovered() {
    return uncovered;
  }

  /** All of {@link #bonded}, in the order said. */
  public List<BondedType> bondedTypes() {
    return bondedTypes;
  }
}
