package dev.diverge.agent.rules;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The living instances of classes that rules name, held weakly. Thread-safe, without locks. */
public final class Born implements Consumer<Object> {

  private final Set<WeakReference<Object>> instances = ConcurrentHashMap.newKeySet();
  private final ReferenceQueue<Object> collected = new ReferenceQueue<>();

  @Override
  public void accept(Object instance) {
    for (Reference<?> gone; (gone = collected.poll()) != null; ) {
      instances.remove(gone);
    }
    instances.add(new WeakReference<>(instance, collected));
  }

  /** Those that live, each once, of this class or a class below it. */
  List<Object> of(Class<?> type) {
    List<Object> living = new ArrayList<>();
    for (WeakReference<Object> reference : instances) {
      Object instance = reference.get();
      if (type.isInstance(instance)) {
        living.add(instance);
      }
    }
    return living;
  }
}
