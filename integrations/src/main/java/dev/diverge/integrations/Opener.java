package dev.diverge.integrations;

import java.lang.reflect.AccessibleObject;

/** Makes a member accessible, whatever module its class is in. */
@FunctionalInterface
public interface Opener {

  /**
   * Opens it.
   *
   * @param type the class that declares the member
   */
  void open(Class<?> type, AccessibleObject member);
}
