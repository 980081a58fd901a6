package dev.diverge.plugins.otel;

import dev.diverge.Diverge;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A batch without what is not this clone's to tell. */
final class Own {

  private Own() {}

  static <T> Collection<T> of(Collection<T> batch, Class<?> stale) {
    if (Diverge.epoch() == 0) {
      return batch;
    }
    List<T> own = new ArrayList<>(batch.size());
    for (T one : batch) {
      if (!stale.isInstance(one)) {
        own.add(one);
      }
    }
    return own;
  }
}
