package dev.diverge;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a method without parameters: call it on a clone. On a field: empty it, that is clear what has
 * a {@code clear()}, set a primitive to zero, and set any other reference to null.
 *
 * <p>Takes effect once the owner is given to {@link Diverge#register}: an instance for its instance
 * members, a class for its static ones. Inherited members count; private ones too.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.FIELD})
public @interface OnClone {

  /** Lower goes first; equal ones go in the order of their registration. */
  int order() default 0;
}
