package dev.diverge.testlab;

import java.io.Serializable;

/** Draws one value from state that was made before the clone. */
@FunctionalInterface
public interface DrawFrom<S> extends Serializable {
  Object draw(S state) throws Exception;
}
