package dev.diverge.integrations.pools;

import dev.diverge.integrations.Library;
import dev.diverge.integrations.Phase;
import dev.diverge.integrations.SensitiveType;

/** What is lent by one method alone, so that a pool can be emptied while borrowers wait. */
final class Borrowed {

  private Borrowed() {}

  /** The pool's type, whose reset is for the caller to describe. */
  static SensitiveType from(Library library, String type, String borrow) {
    return library.type(type).borrowing(borrow).phase(Phase.POOLS);
  }
}
