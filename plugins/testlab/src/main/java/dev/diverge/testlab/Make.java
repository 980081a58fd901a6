package dev.diverge.testlab;

import java.io.Serializable;

/** Makes the state an emitter draws from, once, in the original. */
@FunctionalInterface
public interface Make<S> extends Serializable {
  S make() throws Exception;
}
