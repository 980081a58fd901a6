package dev.diverge.scan.flow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which methods bring what to which field; found once all is worked out. */
final class Witnesses {

  private static final int AT_MOST = 24;

  private final Map<Integer, List<Witness>> byField = new HashMap<>();

  /** A method that brings a value to a field, itself or by one it calls. */
  record Witness(MethodFacts method, long value, @Nullable MethodFacts by) {}

  Witnesses(Fixpoint fixpoint, Links links) {
    for (MethodFacts method : fixpoint.methods()) {
      fixpoint
          .evaluation()
          .run(
              method,
              new Evaluation.Outcome() {
                @Override
                public void field(int field, long value, @Nullable MethodFacts by) {
                  long base = Taint.base(value);
                  if ((base & Taint.SOURCES) != 0 && links.declared(field) != null) {
                    add(field, new Witness(method, base, by));
                  }
                }

                @Override
                public void parameter(int index, long value) {}

                @Override
                public void result(long value) {}
              });
    }
  }

  private void add(int field, Witness witness) {
    List<Witness> known = byField.computeIfAbsent(field, f -> new ArrayList<>(2));
    if (known.size() < AT_MOST) {
      known.add(witness);
    }
  }

  /** Initialisers first. */
  List<Witness> of(int field) {
    List<Witness> all = new ArrayList<>(byField.getOrDefault(field, List.of()));
    all.sort((a, b) -> Boolean.compare(b.method().isInitialiser(), a.method().isInitialiser()));
    return all;
  }
}
