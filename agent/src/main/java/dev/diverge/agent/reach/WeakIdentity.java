package dev.diverge.agent.reach;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** Holds an instance weakly; equal to another that holds the same one, not one that equals it. */
public class WeakIdentity extends WeakReference<Object> {

  private final int hash;

  /**
   * A key.
   *
   * @param collected where it is put once the instance is collected; null for one to look up with
   */
  public WeakIdentity(Object instance, @Nullable ReferenceQueue<Object> collected) {
    super(instance, collected);
    hash = System.identityHashCode(instance);
  }

  @Override
  public final int hashCode() {
    return hash;
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    if (this == other) {
      return true;
    }
    Object mine = get();
    return mine != null && other instanceof WeakIdentity key && key.refersTo(mine);
  }
}
