package dev.diverge.testlab;

import java.io.Serializable;

/**
 * Emitters that belong together. It is sent to the original serialised and described there, so a
 * class without fields or a lambda will do.
 */
@FunctionalInterface
public interface EmitterSet extends Serializable {
  void describe(Emitters emitters) throws Exception;

  static EmitterSet of(String name, Draw draw) {
    return emitters -> emitters.add(name, draw);
  }

  static <S> EmitterSet of(String name, Make<S> make, DrawFrom<S> draw) {
    return emitters -> emitters.add(name, make, draw);
  }
}
