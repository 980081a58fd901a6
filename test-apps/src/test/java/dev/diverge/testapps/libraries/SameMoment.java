package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Draw;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clones draw one after another here, where real ones draw in the same millisecond. So what an id
 * holds beside the time is taken together with how many were drawn before, in place of the time.
 */
final class SameMoment {
  private SameMoment() {}

  static Draw of(Draw timeless) {
    AtomicInteger moment = new AtomicInteger();
    return () -> moment.incrementAndGet() + ":" + timeless.draw();
  }
}
