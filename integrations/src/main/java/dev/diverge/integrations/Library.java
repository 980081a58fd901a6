package dev.diverge.integrations;

import java.util.ArrayList;
import java.util.List;

/** What an integration says about one library. Filled on one thread, read on many afterwards. */
public final class Library {

  private final List<GuardedType> types = new ArrayList<>();
  private final List<String> trackedResets = new ArrayList<>();
  private String name = "unnamed";
  private String provokedBy = "";

  public Library name(String name) {
    this.name = name;
    return this;
  }

  /**
   * Begins the description of a guarded type.
   *
   * @param className the binary name, {@code java.util.Random}
   */
  public GuardedType type(String className) {
    GuardedType type = new GuardedType(className.replace('.', '/'));
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
   * Names the self-test.
   *
   * @param className the {@link Provocation} that tests this library's hooks; by name, so that it
   *     is not loaded before it is wanted
   */
  public Library provokedBy(String className) {
    provokedBy = className;
    return this;
  }

  public String provokedBy() {
    return provokedBy;
  }

  public List<String> trackedResets() {
    return trackedResets;
  }

  public String name() {
    return name;
  }

  public List<GuardedType> types() {
    return types;
  }
}
