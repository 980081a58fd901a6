package dev.diverge.integrations;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is done to an instance, or to a class's statics, in the order it is written here.
 *
 * <p>A field is private or not, static or not, final or not: final ones that are {@linkplain #set
 * set} lose the flag while their class is loaded. A field or method that the class does not have
 * costs its own step alone.
 */
public final class Steps {

  private final List<Step> all = new ArrayList<>();

  Steps() {}

  /** Changes what a field refers to, whose type is one of the JDK's. */
  @FunctionalInterface
  public interface Change<T> {
    /**
     * Makes the value this clone's own, in place.
     *
     * @param value never null
     * @throws Exception reported by the step's field; the other steps go on
     */
    void apply(T value, Fresh fresh) throws Exception;
  }

  /**
   * Gives a field another value.
   *
   * @param value of exactly the field's type: {@code (short)} for a short
   */
  public Steps set(String field, Function<Fresh, ? extends @Nullable Object> value) {
    return add(
        new Step(
            field,
            false,
            true,
            false,
            false,
            null,
            (state, fresh) -> state.set(field, value.apply(fresh))));
  }

  /** Changes the object in a field; nothing is done while that is null. */
  public <T> Steps apply(String field, Class<T> type, Change<T> change) {
    return add(
        new Step(
            field,
            false,
            false,
            false,
            false,
            null,
            (state, fresh) -> {
              Object value = state.get(field).value();
              if (value != null) {
                change.apply(type.cast(value), fresh);
              }
            }));
  }

  /** Calls a method without parameters. */
  public Steps call(String method) {
    return add(
        new Step(method, true, false, true, false, null, (state, fresh) -> state.call(method)));
  }

  /** Calls a method with one parameter. */
  public Steps call(String method, Function<Fresh, ? extends @Nullable Object> argument) {
    return add(
        new Step(
            method,
            true,
            false,
            true,
            false,
            null,
            (state, fresh) -> state.call(method, argument.apply(fresh))));
  }

  /** Does what takes more than one member, or the library's own code. */
  public Steps run(Step.Work work) {
    return add(new Step("", false, false, true, false, null, work));
  }

  /** Does work that gives a field another value, or leaves it as it is. */
  public Steps run(String field, Step.Work work) {
    return add(new Step(field, false, true, true, false, null, work));
  }

  /**
   * The last step is done holding this lock.
   *
   * @param field holds a {@link java.util.concurrent.locks.Lock}, or an object whose monitor is
   *     meant; {@code this} for the monitor of the instance, or class, itself
   */
  public Steps under(String field) {
    all.set(all.size() - 1, all.get(all.size() - 1).under(field));
    return this;
  }

  /** The last step is for the versions that have its field; others lack nothing. */
  public Steps ifThere() {
    all.set(all.size() - 1, all.get(all.size() - 1).ifThere());
    return this;
  }

  /** In their order. */
  public List<Step> all() {
    return all;
  }

  private Steps add(Step step) {
    all.add(step);
    return this;
  }
}
