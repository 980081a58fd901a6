package dev.diverge.scan.flow;

import java.util.Arrays;

/** One method's nodes worked out from its facts and from what is known of the others so far. */
final class Evaluation {

  private static final int ROUNDS_AT_MOST = 12;

  private final Links links;
  private final long[] fields;
  private final boolean[] seededFields;
  private long[] values = new long[64];
  private long[] put = new long[64];
  private long[] arguments = new long[8];

  Evaluation(Links links, long[] fields, boolean[] seededFields) {
    this.links = links;
    this.fields = fields;
    this.seededFields = seededFields;
  }

  /** Told of each thing that a method does beyond itself. */
  interface Outcome {
    /** A value reaches a field; {@code by} is the method called, or null. */
    void field(int field, long value, @org.jspecify.annotations.Nullable MethodFacts by);

    void parameter(int index, long value);

    void result(long value);
  }

  /** Works it out and tells. */
  void run(MethodFacts method, Outcome outcome) {
    settle(method);
    tell(method, outcome);
  }

  private void settle(MethodFacts method) {
    int count = method.nodes.length;
    if (values.length < count) {
      values = new long[2 * count];
      put = new long[2 * count];
    }
    Arrays.fill(put, 0, count, 0);
    for (int i = 0; i < count; i++) {
      values[i] = initial(method.nodes[i], i);
    }
    boolean changed = true;
    for (int round = 0; changed && round < ROUNDS_AT_MOST; round++) {
      changed = draws(method);
      changed |= calls(method);
      changed |= mutations(method);
    }
  }

  private long initial(int node, int index) {
    int argument = node & MethodFacts.ARGUMENT;
    return switch (node >>> MethodFacts.KIND_SHIFT) {
      case MethodFacts.PARAMETER -> Taint.parameter(index);
      case MethodFacts.FIELD -> fields[links.field(argument)];
      case MethodFacts.SOURCE -> argument;
      default -> 0;
    };
  }

  /** The value of one thing in a set. */
  long value(int ref) {
    long value = values[ref >> Values.FLAGS];
    return (ref & Values.SHAPED) != 0 ? Taint.shaped(value) : value;
  }

  long value(int[] from, int start, int count) {
    long value = 0;
    for (int i = start; i < start + count; i++) {
      value |= value(from[i]);
    }
    return value;
  }

  private boolean draws(MethodFacts method) {
    boolean changed = false;
    int[] draws = method.draws;
    for (int i = 0; i < draws.length; i += 2 + draws[i + 1]) {
      boolean seeded = draws[i + 1] > 0;
      for (int j = 0; j < draws[i + 1]; j++) {
        seeded &= isSeeded(method, draws[i + 2 + j] >> Values.FLAGS);
      }
      long drawn = seeded ? 0 : method.nodes[draws[i]] & MethodFacts.ARGUMENT;
      changed |= values[draws[i]] != (values[draws[i]] | drawn);
      values[draws[i]] |= drawn;
    }
    return changed;
  }

  private boolean isSeeded(MethodFacts method, int node) {
    int kind = method.nodes[node] >>> MethodFacts.KIND_SHIFT;
    int argument = method.nodes[node] & MethodFacts.ARGUMENT;
    return (kind == MethodFacts.FIELD && seededFields[links.field(argument)])
        || (kind == MethodFacts.ALLOCATION && isGivenASeed(method, node));
  }

  static boolean isGivenASeed(MethodFacts method, int allocation) {
    int[] all = method.mutations;
    for (int i = 0; i < all.length; ) {
      int from = i + 1 + all[i];
      for (int j = i + 1; j < from; j++) {
        if (all[j] >> Values.FLAGS == allocation) {
          for (int k = 0; k < all[from]; k++) {
            int source = method.nodes[all[from + 1 + k] >> Values.FLAGS];
            if (source >>> MethodFacts.KIND_SHIFT == MethodFacts.SEEDED) {
              return true;
            }
          }
        }
      }
      i = from + 1 + all[from];
    }
    return false;
  }

  private boolean calls(MethodFacts method) {
    boolean changed = false;
    int[] calls = method.calls;
    for (int start : method.callStarts) {
      int result = calls[start + 2];
      arguments(calls, start);
      MethodFacts[] targets = links.targets(calls[start], calls[start + 1] == 1);
      long returned = 0;
      for (MethodFacts target : targets) {
        returned |= Taint.applied(target.result, arguments);
        changed |= fill(calls, start, target);
      }
      if (targets.length == 0) {
        returned = unknown(calls[start], calls[start + 3]);
      }
      if (result >= 0 && values[result] != (values[result] | returned)) {
        values[result] |= returned;
        changed = true;
      }
    }
    return changed;
  }

  /** Of a library that is not here, or of anybody's. */
  private long unknown(int reference, int count) {
    if (links.isDraw(reference)) {
      return Taint.RANDOM | Taint.SHAPED;
    }
    long all = 0;
    for (int i = 0; i < count; i++) {
      all |= arguments[i];
    }
    return Taint.shaped(all);
  }

  private void arguments(int[] calls, int start) {
    int count = calls[start + 3];
    if (arguments.length < count) {
      arguments = new long[2 * count];
    }
    int at = start + 4;
    for (int i = 0; i < count; i++) {
      arguments[i] = value(calls, at + 1, calls[at]);
      at += 1 + calls[at];
    }
    Arrays.fill(arguments, count, arguments.length, 0);
  }

  /** What the called one puts into the objects it is given. */
  private boolean fill(int[] calls, int start, MethodFacts target) {
    boolean changed = false;
    long[] into = target.intoParameters;
    int at = start + 4;
    for (int i = 0; i < calls[start + 3]; i++) {
      if (i < into.length && into[i] != 0) {
        long value = Taint.applied(into[i], arguments);
        changed |= into(calls, at + 1, calls[at], value);
      }
      at += 1 + calls[at];
    }
    return changed;
  }

  private boolean into(int[] targets, int start, int count, long value) {
    boolean changed = false;
    for (int i = start; i < start + count; i++) {
      if ((targets[i] & Values.FIXED) != 0) {
        continue;
      }
      int node = targets[i] >> Values.FLAGS;
      put[node] |= value;
      if ((values[node] | value) != values[node]) {
        values[node] |= value;
        changed = true;
      }
    }
    return changed;
  }

  private boolean mutations(MethodFacts method) {
    boolean changed = false;
    int[] all = method.mutations;
    for (int i = 0; i < all.length; ) {
      int from = i + 1 + all[i];
      changed |= into(all, i + 1, all[i], value(all, from + 1, all[from]));
      i = from + 1 + all[from];
    }
    return changed;
  }

  private void tell(MethodFacts method, Outcome outcome) {
    outcome.result(value(method.returns, 0, method.returns.length));
    int[] stores = method.stores;
    for (int i = 0; i < stores.length; i += 2 + stores[i + 1]) {
      outcome.field(links.field(stores[i]), value(stores, i + 2, stores[i + 1]), null);
    }
    for (int i = 0; i < method.nodes.length; i++) {
      int kind = method.nodes[i] >>> MethodFacts.KIND_SHIFT;
      if (kind == MethodFacts.PARAMETER) {
        long more = put[i] & ~Taint.parameter(i);
        if (more != 0) {
          outcome.parameter(i, more);
        }
      } else if (kind == MethodFacts.FIELD) {
        int field = links.field(method.nodes[i] & MethodFacts.ARGUMENT);
        if (put[i] != 0) {
          outcome.field(field, put[i], null);
        }
      }
    }
    for (int start : method.callStarts) {
      arguments(method.calls, start);
      for (MethodFacts target : links.targets(method.calls[start], method.calls[start + 1] == 1)) {
        int[] reached = target.fieldsReached;
        long[] by = target.byParameters;
        for (int i = 0; i < reached.length && i < by.length; i++) {
          long value = Taint.applied(by[i], arguments);
          if (value != 0) {
            outcome.field(reached[i], value, target);
          }
        }
      }
    }
  }
}
