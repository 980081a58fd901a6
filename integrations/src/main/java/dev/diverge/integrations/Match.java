package dev.diverge.integrations;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which classes of an application are meant, where no one name says it; all that is said must hold.
 * Immutable, thread-safe.
 *
 * <p>A name alone costs a comparison for each class that the application loads. What a class
 * extends, implements or is annotated with is looked up by Byte Buddy, which an extension brings
 * along: it reads the class files of superclasses from the class's own loader. Say a name as well
 * wherever there is one to say.
 */
public final class Match {

  private final @Nullable String name;
  private final @Nullable String supertype;
  private final @Nullable String annotation;

  private Match(@Nullable String name, @Nullable String supertype, @Nullable String annotation) {
    this.name = name;
    this.supertype = supertype;
    this.annotation = annotation;
  }

  /**
   * Classes of such a name.
   *
   * @param pattern a binary name in which each {@code *} stands for any characters, dots included:
   *     {@code com.acme.*Ids}
   */
  public static Match named(String pattern) {
    return new Match(Objects.requireNonNull(pattern), null, null);
  }

  /**
   * Classes that extend or implement this one, however far below; not itself.
   *
   * @param className the binary name
   */
  public static Match below(String className) {
    return new Match(null, Objects.requireNonNull(className), null);
  }

  /**
   * Classes with this annotation, whatever its retention but that of sources.
   *
   * @param className the binary name
   */
  public static Match annotated(String className) {
    return new Match(null, null, Objects.requireNonNull(className));
  }

  /**
   * What both say.
   *
   * @throws IllegalArgumentException if both say a name, a supertype or an annotation
   */
  public Match and(Match other) {
    return new Match(
        one(name, other.name), one(supertype, other.supertype), one(annotation, other.annotation));
  }

  private static @Nullable String one(@Nullable String a, @Nullable String b) {
    if (a != null && b != null) {
      throw new IllegalArgumentException(a + " and " + b);
    }
    return a != null ? a : b;
  }

  /** The pattern; null for any name. */
  public @Nullable String name() {
    return name;
  }

  /** The binary name of what is above; null for whatever. */
  public @Nullable String supertype() {
    return supertype;
  }

  /** The binary name of the annotation; null for none. */
  public @Nullable String annotation() {
    return annotation;
  }

  @Override
  public String toString() {
    return (name == null ? "*" : name)
        + (supertype == null ? "" : " below " + supertype)
        + (annotation == null ? "" : " with @" + annotation);
  }
}
