package dev.diverge;

/**
 * Registers state that must not be shared by two clones of this JVM.
 *
 * <pre>{@code
 * final class Node {
 *   private volatile long id = assign();
 *
 *   Node() {
 *     Diverge.onClone(this, node -> node.id = assign());
 *   }
 * }
 * }</pre>
 *
 * <p>Without the agent all of this is legal and does nothing; if the agent is attached later, what
 * was registered before counts. Thread-safe.
 */
public final class Diverge {

  private Diverge() {}

  /** As {@link #onClone(Object, int, CloneAction)} with order 0. */
  public static <T> Registration onClone(T owner, CloneAction<? super T> action) {
    return onClone(owner, 0, action);
  }

  /**
   * Has {@code action} run once in each later epoch, after the agent's own resets and before the
   * epoch is confirmed, until the owner is collected.
   *
   * <p>The owner is held weakly and the action strongly, so the action uses the owner it is given:
   * one that captures it, as {@code this::renew} does, keeps it alive until the registration is
   * closed. An action that takes longer than the agent's {@code action-timeout} is reported, and
   * those after it go on without it.
   *
   * @param order lower goes first; equal ones go in the order of their registration
   */
  public static <T> Registration onClone(T owner, int order, CloneAction<? super T> action) {
    return Registry.add(owner, order, action);
  }

  /**
   * Registers the members that are annotated with {@link OnClone}: the instance members of an
   * object, or the static ones of a {@link Class}.
   *
   * @throws IllegalArgumentException if there is none, or one is not as the annotation asks
   */
  public static Registration register(Object owner) {
    return Annotated.register(owner);
  }

  /**
   * The epoch: 0 at the start and always without the agent, one more for each clone noticed, never
   * back. A clone that nobody has noticed yet is noticed by this call.
   */
  public static long epoch() {
    return Link.epoch();
  }

  /** Whether the agent is in this JVM. */
  public static boolean isActive() {
    return Link.isLinked();
  }
}
