package dev.diverge.scan.flow;

/** What is noted of one method, once the last word on each value is known. */
final class Notes {

  private final Values values;
  private final Nodes nodes;
  private final Ints stores = new Ints();
  private final Ints mutations = new Ints();
  private final Ints callStarts = new Ints();
  private final Ints calls = new Ints();
  private final Ints draws = new Ints();
  private final Ints touched = new Ints();
  private final Ints counted = new Ints();
  private final Ints mixed = new Ints();
  private final Ints refilled = new Ints();
  private final Ints placed = new Ints();
  private final Ints indexed = new Ints();

  /** Objects and arrays made here, that something from elsewhere was put into. */
  private final Ints filled = new Ints();

  private final Ints asked = new Ints();
  private boolean isOpen;

  Notes(Values values, Nodes nodes) {
    this.values = values;
    this.nodes = nodes;
  }

  /** Nothing is noted until it is opened. */
  void clear() {
    stores.clear();
    mutations.clear();
    callStarts.clear();
    calls.clear();
    draws.clear();
    touched.clear();
    counted.clear();
    mixed.clear();
    refilled.clear();
    placed.clear();
    indexed.clear();
    filled.clear();
    asked.clear();
    isOpen = false;
  }

  void open() {
    isOpen = true;
  }

  /** Tells what was noted. */
  void tell(MethodFacts facts) {
    facts.stores = stores.toArray();
    facts.mutations = mutations.toArray();
    facts.callStarts = callStarts.toArray();
    facts.calls = calls.toArray();
    facts.draws = draws.toArray();
    facts.touched = touched.toArray();
    facts.counted = counted.toArray();
    facts.mixed = mixed.toArray();
    facts.refilled = refilled.toArray();
    facts.placed = placed.toArray();
    facts.indexed = indexed.toArray();
    facts.asked = asked.toArray();
  }

  boolean hasDraws() {
    return draws.size() > 0;
  }

  void touch(int field) {
    if (isOpen && !touched.contains(field)) {
      touched.add(field);
    }
  }

  /** Fields that are asked whether there is anything in them yet. */
  void ask(int set) {
    if (isOpen) {
      fields(set, asked);
    }
  }

  /** Fields whose objects are counted up. */
  void count(int set) {
    if (isOpen) {
      fields(set, counted);
    }
  }

  private void fields(int set, Ints into) {
    for (int ref : values.of(set)) {
      if (nodes.is(ref, MethodFacts.FIELD)) {
        into.add(nodes.argument(ref));
      }
    }
  }

  /** What is put into a field: all of it, or, of a type that carries nothing, objects made here. */
  void store(int field, int set, boolean carries) {
    if (isOpen) {
      store(field, values.of(carries ? set : values.only(set, nodes::isAllocation)));
    }
  }

  private void store(int field, int[] refs) {
    if (refs.length == 0) {
      return;
    }
    stores.add(field);
    add(stores, refs);
    ownValue(field, refs);
    refill(field, refs);
    for (int ref : refs) {
      if ((ref & Values.PLACED) != 0) {
        placed.add(field);
        return;
      }
    }
  }

  private void refill(int field, int[] refs) {
    if (isOfOthers(refs)) {
      refilled.add(field);
    }
  }

  /** Whether it is from a call, or from where it is kept, or made here of that. */
  private boolean isOfOthers(int[] refs) {
    for (int ref : refs) {
      if (nodes.is(ref, MethodFacts.CALL)
          || nodes.is(ref, MethodFacts.FETCHED)
          || filled.contains(ref >> Values.FLAGS)) {
        return true;
      }
    }
    return false;
  }

  /** An element is taken at a place that is a field as well. */
  void index(int array, int place) {
    if (!isOpen || array == 0 || place == 0) {
      return;
    }
    for (int whole : values.of(array)) {
      for (int at : nodes.is(whole, MethodFacts.FIELD) ? values.of(place) : MethodFacts.NONE) {
        if (nodes.is(at, MethodFacts.FIELD)) {
          addPair(nodes.argument(whole), nodes.argument(at));
        }
      }
    }
  }

  private void addPair(int array, int place) {
    for (int i = 0; i < indexed.size(); i += 2) {
      if (indexed.get(i) == array && indexed.get(i + 1) == place) {
        return;
      }
    }
    indexed.add(array);
    indexed.add(place);
  }

  /** Whether a field is counted up, or mixed. */
  private void ownValue(int field, int[] refs) {
    for (int ref : refs) {
      if (nodes.is(ref, MethodFacts.FIELD) && nodes.argument(ref) == field) {
        if ((ref & Values.COUNTED) != 0) {
          counted.add(field);
        }
        if ((ref & Values.MIXED) != 0) {
          mixed.add(field);
        }
      }
    }
  }

  /** What is put into an object or array. */
  void mutate(int whole, int set) {
    int target = isOpen ? values.without(whole, Values.FIXED) : 0;
    if (target != 0 && set != 0 && target != set) {
      int[] to = values.of(target);
      int[] from = values.of(set);
      add(mutations, to);
      add(mutations, from);
      for (int ref : to) {
        if (nodes.is(ref, MethodFacts.FIELD)) {
          ownValue(nodes.argument(ref), from);
          refill(nodes.argument(ref), from);
        } else if (nodes.isAllocation(ref) && isOfOthers(from)) {
          filled.add(ref >> Values.FLAGS);
        }
      }
    }
  }

  void draw(int node, int generator) {
    if (isOpen) {
      draws.add(node);
      add(draws, values.of(generator));
    }
  }

  /** A call, and the node of its result or -1. */
  void call(int method, int kind, int result, int[] arguments) {
    if (isOpen) {
      callStarts.add(calls.size());
      calls.add(method);
      calls.add(kind);
      calls.add(result);
      calls.add(arguments.length);
      for (int argument : arguments) {
        add(calls, values.of(argument));
      }
    }
  }

  private static void add(Ints to, int[] refs) {
    to.add(refs.length);
    to.addAll(refs);
  }
}
