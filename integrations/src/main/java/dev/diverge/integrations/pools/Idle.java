package dev.diverge.integrations.pools;

import java.util.function.Predicate;

/**
 * Whatever idles, for pools that ask which. Who uses it has one in a constant, so that it is loaded
 * before a clone.
 */
final class Idle implements Predicate<Object> {
  @Override
  public boolean test(Object pooled) {
    return true;
  }
}
