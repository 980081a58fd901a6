package dev.diverge.testlab;

import java.io.Serializable;

/** Draws one value; bytes are shown in hex. Serializable, for it runs in another JVM. */
@FunctionalInterface
public interface Draw extends Serializable {
  Object draw() throws Exception;
}
