package dev.diverge.integrations;

import java.util.function.Consumer;

/**
 * Types that are described once they are met.
 *
 * @param match which classes are meant
 * @param describe describes each of them; runs while the class is being loaded, on any thread
 */
public record Matched(Match match, Consumer<SensitiveType> describe) {

  /** The description of one of them, by its binary or internal name. */
  public SensitiveType type(String className) {
    SensitiveType type = new SensitiveType(className.replace('.', '/'));
    describe.accept(type);
    return type;
  }
}
