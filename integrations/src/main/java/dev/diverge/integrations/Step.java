package dev.diverge.integrations;

import org.jspecify.annotations.Nullable;

/**
 * One step of a reset that is done by reflection, on an instance or on a class's statics. Made by
 * {@link Steps}.
 *
 * @param member the field or method that the class must have, empty if it is up to the step
 * @param isMethod whether that is a method
 * @param writes whether the field is written, so that it must not be final
 * @param mayBlock whether it calls the library's code, or takes a lock
 * @param optional whether versions without the member are known and fine
 * @param lock the field whose value is the lock to hold, {@code this} for the instance or class
 *     itself
 */
public record Step(
    String member,
    boolean isMethod,
    boolean writes,
    boolean mayBlock,
    boolean optional,
    @Nullable String lock,
    Work work) {

  /** What is done. */
  @FunctionalInterface
  public interface Work {
    /**
     * Makes the state this clone's own.
     *
     * @param state the instance, or the class whose statics are meant
     * @throws Exception reported by the step's name; the other steps go on
     */
    void reset(Instance state, Fresh fresh) throws Exception;
  }

  Step under(String field) {
    return new Step(member, isMethod, writes, true, optional, field, work);
  }

  Step ifThere() {
    return new Step(member, isMethod, writes, mayBlock, true, lock, work);
  }
}
