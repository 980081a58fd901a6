package dev.diverge.scan.flow;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The way from a field back to where its value comes from. */
final class Origin {

  /** Steps that are looked through; the middle of what is longer than is read is left out. */
  private static final int LONGEST = 40;

  private static final int SHOWN = 12;

  private final Program program;
  private final Links links;
  private final Evaluation evaluation;
  private final Witnesses witnesses;

  Origin(Program program, Links links, Evaluation evaluation, Witnesses witnesses) {
    this.program = program;
    this.links = links;
    this.evaluation = evaluation;
    this.witnesses = witnesses;
  }

  /** Names of methods and fields, the nearest first, the source last. */
  List<String> of(int field, long bit) {
    List<String> path = new ArrayList<>();
    field(field, bit, path, new HashSet<>());
    if (path.size() > SHOWN) {
      path.subList(SHOWN / 2, path.size() - SHOWN / 2 + 1).clear();
      path.add(SHOWN / 2, "...");
    }
    return path;
  }

  private boolean field(int field, long bit, List<String> path, Set<Object> seen) {
    if (!seen.add(field)) {
      return false;
    }
    for (Witnesses.Witness witness : witnesses.of(field)) {
      if ((witness.value() & bit) == 0) {
        continue;
      }
      int length = path.size();
      path.add(name(witness.method()));
      if (stored(witness.method(), field, bit, path, seen) || path.size() >= LONGEST) {
        return true;
      }
      while (path.size() > length) {
        path.remove(path.size() - 1);
      }
    }
    return false;
  }

  private static String name(MethodFacts method) {
    return Names.of(method.owner.name(), method.name());
  }

  private long[] values(MethodFacts method) {
    long[] values = new long[method.nodes.length];
    evaluation.run(method, IGNORED);
    for (int i = 0; i < values.length; i++) {
      values[i] = evaluation.value(i << Values.FLAGS);
    }
    return values;
  }

  private boolean stored(
      MethodFacts method, int field, long bit, List<String> path, Set<Object> seen) {
    long[] values = values(method);
    int[] stores = method.stores;
    for (int i = 0; i < stores.length; i += 2 + stores[i + 1]) {
      if (links.field(stores[i]) == field
          && from(method, values, stores, i + 2, stores[i + 1], bit, path, seen)) {
        return true;
      }
    }
    for (int i = 0; i < method.nodes.length; i++) {
      int node = method.nodes[i];
      if (node >>> MethodFacts.KIND_SHIFT == MethodFacts.FIELD
          && links.field(node & MethodFacts.ARGUMENT) == field
          && mutated(method, values, i, bit, path, seen)) {
        return true;
      }
    }
    for (int start : method.callStarts) {
      for (MethodFacts target : links.targets(method.calls[start], method.calls[start + 1] == 1)) {
        for (int reached : target.fieldsReached) {
          if (reached == field && given(method, values, start, bit, path, seen)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private boolean from(
      MethodFacts method,
      long[] values,
      int[] refs,
      int start,
      int count,
      long bit,
      List<String> path,
      Set<Object> seen) {
    for (int i = start; i < start + count; i++) {
      int node = refs[i] >> Values.FLAGS;
      if ((values[node] & bit) != 0 && node(method, values, node, bit, path, seen)) {
        return true;
      }
    }
    return false;
  }

  private boolean node(
      MethodFacts method, long[] values, int node, long bit, List<String> path, Set<Object> seen) {
    if (path.size() >= LONGEST || !seen.add(method.id + ":" + node)) {
      return false;
    }
    int kind = method.nodes[node] >>> MethodFacts.KIND_SHIFT;
    switch (kind) {
      case MethodFacts.SOURCE, MethodFacts.DRAW -> {
        String source = program.methodIds.name(method.labels[node]);
        int dot = source.indexOf('.');
        path.add(
            Names.of(source.substring(0, dot), source.substring(dot + 1, source.indexOf('('))));
        return true;
      }
      case MethodFacts.FIELD -> {
        int field = links.field(method.nodes[node] & MethodFacts.ARGUMENT);
        String name = program.fieldIds.name(field);
        int hash = name.indexOf('#');
        int length = path.size();
        path.add(Names.of(name.substring(0, hash), name.substring(hash + 1)));
        if (field(field, bit, path, seen)) {
          return true;
        }
        path.subList(length, path.size()).clear();
        return mutated(method, values, node, bit, path, seen);
      }
      case MethodFacts.CALL -> {
        return returned(method, values, node, bit, path, seen)
            || mutated(method, values, node, bit, path, seen);
      }
      default -> {
        return mutated(method, values, node, bit, path, seen);
      }
    }
  }

  private boolean returned(
      MethodFacts method, long[] values, int node, long bit, List<String> path, Set<Object> seen) {
    for (int start : method.callStarts) {
      if (method.calls[start + 2] != node) {
        continue;
      }
      for (MethodFacts target : links.targets(method.calls[start], method.calls[start + 1] == 1)) {
        if ((target.result & bit) != 0) {
          int length = path.size();
          path.add(name(target));
          long[] inner = values(target);
          if (from(target, inner, target.returns, 0, target.returns.length, bit, path, seen)) {
            return true;
          }
          path.subList(length, path.size()).clear();
        }
      }
      return given(method, values, start, bit, path, seen);
    }
    return false;
  }

  private boolean given(
      MethodFacts method, long[] values, int start, long bit, List<String> path, Set<Object> seen) {
    int[] calls = method.calls;
    int at = start + 4;
    for (int i = 0; i < calls[start + 3]; i++) {
      if (from(method, values, calls, at + 1, calls[at], bit, path, seen)) {
        return true;
      }
      at += 1 + calls[at];
    }
    return false;
  }

  private boolean mutated(
      MethodFacts method, long[] values, int node, long bit, List<String> path, Set<Object> seen) {
    int[] all = method.mutations;
    for (int i = 0; i < all.length; ) {
      int from = i + 1 + all[i];
      for (int j = i + 1; j < from; j++) {
        if (all[j] >> Values.FLAGS == node
            && from(method, values, all, from + 1, all[from], bit, path, seen)) {
          return true;
        }
      }
      i = from + 1 + all[from];
    }
    for (int start : method.callStarts) {
      if (isGiven(method.calls, start, node)) {
        for (MethodFacts target :
            links.targets(method.calls[start], method.calls[start + 1] == 1)) {
          if (filled(target, bit, path, seen)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static boolean isGiven(int[] calls, int start, int node) {
    int at = start + 4;
    for (int i = 0; i < calls[start + 3]; i++) {
      for (int j = 0; j < calls[at]; j++) {
        if (calls[at + 1 + j] >> Values.FLAGS == node) {
          return true;
        }
      }
      at += 1 + calls[at];
    }
    return false;
  }

  private boolean filled(MethodFacts target, long bit, List<String> path, Set<Object> seen) {
    for (int i = 0; i < target.intoParameters.length; i++) {
      if ((target.intoParameters[i] & bit) != 0
          && path.size() < LONGEST
          && seen.add(target.id + "<" + i)) {
        int length = path.size();
        path.add(name(target));
        if (mutated(target, values(target), i, bit, path, seen)) {
          return true;
        }
        path.subList(length, path.size()).clear();
      }
    }
    return false;
  }

  private static final Evaluation.Outcome IGNORED =
      new Evaluation.Outcome() {
        @Override
        public void field(int field, long value, @Nullable MethodFacts by) {}

        @Override
        public void parameter(int index, long value) {}

        @Override
        public void result(long value) {}
      };
}
