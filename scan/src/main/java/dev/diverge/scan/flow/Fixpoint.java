package dev.diverge.scan.flow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Works all methods out until nothing changes. */
final class Fixpoint {

  /** Fields that one method's parameters reach; more are not followed. */
  private static final int REACHED_AT_MOST = 200;

  private final Links links;
  private final Inverted readers;
  private final Inverted callers;
  private final long[] fields;
  private final boolean[] seededFields;
  private final Evaluation evaluation;
  private final List<MethodFacts> methods = new ArrayList<>();
  private final int[] places;
  private int[] queue;
  private boolean[] queued;
  private int head;
  private int size;

  Fixpoint(Program program, Links links) {
    this.links = links;
    this.fields = new long[program.fieldIds.size()];
    this.seededFields = new boolean[fields.length];
    this.places = new int[program.methodIds.size()];
    Arrays.fill(places, -1);
    for (ClassFacts facts : program.sorted()) {
      for (MethodFacts method : facts.methods.values()) {
        if (!method.isEmpty()) {
          places[method.id] = methods.size();
          methods.add(method);
        }
      }
    }
    this.queue = new int[methods.size() + 1];
    this.queued = new boolean[methods.size()];
    Inverted.Pairs reading = new Inverted.Pairs();
    Inverted.Pairs calling = new Inverted.Pairs();
    for (int i = 0; i < methods.size(); i++) {
      note(methods.get(i), i, reading, calling);
    }
    this.readers = reading.inverted(fields.length);
    this.callers = calling.inverted(methods.size());
    seeded();
    this.evaluation = new Evaluation(links, fields, seededFields);
  }

  private void note(MethodFacts method, int index, Inverted.Pairs reading, Inverted.Pairs calling) {
    for (int node : method.nodes) {
      if (node >>> MethodFacts.KIND_SHIFT == MethodFacts.FIELD) {
        reading.add(links.field(node & MethodFacts.ARGUMENT), index);
      }
    }
    for (int start : method.callStarts) {
      for (MethodFacts target : links.targets(method.calls[start], method.calls[start + 1] == 1)) {
        if (places[target.id] >= 0) {
          calling.add(places[target.id], index);
        }
      }
    }
  }

  /** Fields that hold generators with a seed of the user's, and no others. */
  private void seeded() {
    boolean[] others = new boolean[fields.length];
    for (MethodFacts method : methods) {
      int[] stores = method.stores;
      for (int i = 0; i < stores.length; i += 2 + stores[i + 1]) {
        int field = links.field(stores[i]);
        for (int j = 0; j < stores[i + 1]; j++) {
          int node = stores[i + 2 + j] >> Values.FLAGS;
          boolean given =
              method.nodes[node] >>> MethodFacts.KIND_SHIFT == MethodFacts.ALLOCATION
                  && Evaluation.isGivenASeed(method, node);
          seededFields[field] |= given;
          others[field] |= !given;
        }
      }
    }
    for (int i = 0; i < fields.length; i++) {
      seededFields[i] &= !others[i];
    }
  }

  /** Runs it. */
  void run() {
    for (int i = 0; i < methods.size(); i++) {
      enqueue(i);
    }
    Changes changes = new Changes();
    while (size > 0) {
      int next = queue[head];
      head = (head + 1) % queue.length;
      size--;
      queued[next] = false;
      changes.of(methods.get(next), next);
    }
  }

  private void enqueue(int method) {
    if (!queued[method]) {
      queued[method] = true;
      queue[(head + size) % queue.length] = method;
      size++;
    }
  }

  long field(int field) {
    return fields[field];
  }

  boolean isSeeded(int field) {
    return seededFields[field];
  }

  List<MethodFacts> methods() {
    return methods;
  }

  Evaluation evaluation() {
    return evaluation;
  }

  private final class Changes implements Evaluation.Outcome {

    private @Nullable MethodFacts current;
    private boolean changed;

    void of(MethodFacts one, int index) {
      current = one;
      changed = false;
      evaluation.run(one, this);
      if (changed) {
        for (int i = callers.start(index); i < callers.end(index); i++) {
          enqueue(callers.at(i));
        }
      }
    }

    private MethodFacts method() {
      return java.util.Objects.requireNonNull(current);
    }

    @Override
    public void result(long value) {
      MethodFacts method = method();
      if ((method.result | value) != method.result) {
        method.result |= value;
        changed = true;
      }
    }

    @Override
    public void parameter(int index, long value) {
      MethodFacts method = method();
      long[] into = method.intoParameters;
      if (into.length <= index) {
        into = Arrays.copyOf(into, index + 1);
        method.intoParameters = into;
      }
      if ((into[index] | value) != into[index]) {
        into[index] |= value;
        changed = true;
      }
    }

    @Override
    public void field(int field, long value, @Nullable MethodFacts by) {
      long base = links.isOwn(method(), field) ? Taint.base(value) : 0;
      if ((fields[field] | base) != fields[field]) {
        fields[field] |= base;
        for (int i = readers.start(field); i < readers.end(field); i++) {
          enqueue(readers.at(i));
        }
      }
      long parameters = Taint.parameters(value);
      if (parameters != 0) {
        reach(field, parameters);
      }
    }

    private void reach(int field, long parameters) {
      MethodFacts method = method();
      int[] reached = method.fieldsReached;
      for (int i = 0; i < reached.length; i++) {
        if (reached[i] == field) {
          long known = method.byParameters[i];
          if ((known | parameters) != known) {
            method.byParameters[i] = known | parameters;
            changed = true;
          }
          return;
        }
      }
      if (reached.length == REACHED_AT_MOST) {
        return;
      }
      int[] more = Arrays.copyOf(reached, reached.length + 1);
      long[] by = Arrays.copyOf(method.byParameters, more.length);
      more[reached.length] = field;
      by[reached.length] = parameters;
      method.fieldsReached = more;
      method.byParameters = by;
      changed = true;
    }
  }
}
