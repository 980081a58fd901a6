package dev.diverge.testapps.libraries;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The artifacts that a {@link LibraryTest} runs on, each by itself: {@code group:artifact:version}.
 * Those that are used together are joined by {@code " + "}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface Versions {
  String[] value();

  /** Artifacts that such a library leaves to the application to bring, each with its version. */
  String[] with() default {};

  /** Takes minutes when interpreted: only run with {@code -Ddiverge.slow=true}. */
  boolean slow() default false;

  /**
   * Needs threads of its own, which a forked clone lacks: the JVM that made the state goes on in
   * the next generation instead, and each emitter, a {@code slow()} one, draws once before and
   * after.
   */
  boolean unforked() default false;
}
