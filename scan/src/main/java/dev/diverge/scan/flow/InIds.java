package dev.diverge.scan.flow;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which fields the ids of a program are made of: what methods and constructors that are called so
 * return or keep, and what that is made of.
 */
final class InIds {

  /** In what such a method returns. */
  static final int IN = 1;

  /** In an id that is more than a number of one process: by its name, or by what else is in it. */
  static final int UNIQUE = 1 << 1;

  /** Put to its place beside the time. */
  static final int PLACED = 1 << 2;

  private static final int DEEPEST = 4;

  /** What ids are called besides {@link #UNIQUE_WORDS}, those unique beyond the process. */
  private static final String[] WORDS = {
    " id ",
    " sequence ",
    " ids ",
    " identifier ",
    " incrementer ",
    " key generator ",
    " next key ",
    " snow "
  };

  private static final String[] UNIQUE_WORDS = {
    " uid ",
    " uuid ",
    " guid ",
    " oid ",
    " tsid ",
    " ulid ",
    " snowflake ",
    " xid ",
    " unique id ",
    " unique value "
  };

  /** What is called so stands for the clock, whoever reads that. */
  private static final String[] TIMES = {" time ", " timestamp ", " millis "};

  private final Program program;
  private final Links links;
  private final Fixpoint fixpoint;
  private final Set<Integer> counted;
  private final Set<Integer> refilled;
  private final Set<Integer> placed;
  private final Map<Integer, Integer> byField = new HashMap<>();
  private final Set<Integer> blocks = new HashSet<>();

  /**
   * Looks for them.
   *
   * @param counted fields that are counted up
   * @param refilled fields that what a call returns is put into, later than at the start
   * @param placed fields that are put to their places when they are set
   */
  InIds(
      Program program,
      Links links,
      Fixpoint fixpoint,
      Set<Integer> counted,
      Set<Integer> refilled,
      Set<Integer> placed) {
    this.program = program;
    this.links = links;
    this.fixpoint = fixpoint;
    this.counted = counted;
    this.refilled = refilled;
    this.placed = placed;
    for (MethodFacts method : fixpoint.methods()) {
      String words = words(method);
      boolean isUnique = has(words, UNIQUE_WORDS);
      if (isUnique || has(words, WORDS)) {
        note(method, isUnique);
      }
    }
  }

  /** Flags, 0 if the field is in none. */
  int of(int field) {
    return byField.getOrDefault(field, 0);
  }

  /**
   * Whether it is of a block of numbers: ids are made of one that is counted up and of one that is
   * fetched, or of one that is both; and what is fetched with them bounds them.
   */
  boolean isOfBlock(int field) {
    return blocks.contains(field);
  }

  private static String words(MethodFacts method) {
    String simple = Names.words(method.owner.simpleName());
    return method.isInitialiser() && !has(simple, UNIQUE_WORDS)
        ? ""
        : Names.words(method.name()) + simple;
  }

  private static boolean has(String words, String[] wanted) {
    for (String word : wanted) {
      if (words.contains(word)) {
        return true;
      }
    }
    return false;
  }

  private void note(MethodFacts method, boolean isNamedUnique) {
    Map<Integer, Integer> found = new HashMap<>();
    Set<Integer> countedHere = new HashSet<>();
    collect(method, 0, 0, found, countedHere, new HashSet<>());
    countedBeside(method, countedHere);
    found.keySet().removeIf(field -> !isOf(method, field));
    if (found.isEmpty()) {
      return;
    }
    long kept = 0;
    for (int field : found.keySet()) {
      kept |= fixpoint.field(field);
    }
    long sources = Taint.base(method.result) | kept;
    boolean isDrawn = (sources & ~kept & Taint.RANDOM) != 0; // each has something fresh in it
    boolean isUnique =
        !isDrawn && ((isNamedUnique && !isSmall(method)) || (sources & Taint.SOURCES) != 0);
    boolean isTimed = (sources & Taint.TIME) != 0 || isTimed(found.keySet());
    found.forEach(
        (field, flags) -> {
          boolean isPlaced = isTimed && ((flags & Values.PLACED) != 0 || placed.contains(field));
          byField.merge(
              field, IN | (isUnique ? UNIQUE : 0) | (isPlaced ? PLACED : 0), (a, b) -> a | b);
        });
    block(method, found.keySet(), countedHere);
  }

  private boolean isTimed(Set<Integer> fields) {
    for (int field : fields) {
      FieldFacts known = links.declared(field);
      if (known != null && has(Names.words(known.name()), TIMES)) {
        return true;
      }
    }
    return false;
  }

  /** A number alone is that of one process, whatever it is called. */
  private static boolean isSmall(MethodFacts method) {
    String type = method.signature.substring(method.signature.indexOf(')') + 1);
    return switch (type) {
      case "I", "J", "S", "Ljava/lang/Integer;", "Ljava/lang/Long;" -> true;
      default -> false;
    };
  }

  /** In what the method calls of its own class, whatever becomes of the result. */
  private void countedBeside(MethodFacts method, Set<Integer> countedHere) {
    for (int start : method.callStarts) {
      for (MethodFacts target : links.targets(method.calls[start], method.calls[start + 1] == 1)) {
        if (target.owner == method.owner) {
          for (int field : target.counted) {
            countedHere.add(links.field(field));
          }
        }
      }
    }
  }

  /** Whether a field is of the class that has the method, or of one above it or around it. */
  private boolean isOf(MethodFacts method, int field) {
    FieldFacts known = links.declared(field);
    return known != null
        && (known.owner().nest().equals(method.owner.nest())
            || program.isA(method.owner.name(), known.owner().name()::equals));
  }

  private void block(MethodFacts method, Set<Integer> found, Set<Integer> countedHere) {
    Set<Integer> parts = new HashSet<>();
    boolean isCounted = false;
    boolean isFetched = false;
    for (int field : found) {
      if (isNumber(field)) {
        boolean up = counted.contains(field);
        boolean fetched = refilled.contains(field);
        isCounted |= up && countedHere.contains(field);
        isFetched |= fetched;
        if (up || fetched) {
          parts.add(field);
        }
      }
    }
    if (isCounted && isFetched) {
      blocks.addAll(parts);
      for (MethodFacts other : method.owner.methods.values()) {
        bounds(other, parts);
      }
    }
  }

  /** Numbers that are fetched together with some of a block. */
  private void bounds(MethodFacts method, Set<Integer> parts) {
    boolean fetches = false;
    for (int field : method.refilled) {
      fetches |= parts.contains(links.field(field));
    }
    for (int i = 0; fetches && !method.isInitialiser() && i < method.refilled.length; i++) {
      int field = links.field(method.refilled[i]);
      if (isOf(method, field) && isNumber(field)) {
        blocks.add(field);
      }
    }
  }

  private boolean isNumber(int field) {
    FieldFacts known = links.declared(field);
    return known != null
        && !known.isStatic()
        && isNumber(known.descriptor())
        && (fixpoint.field(field) & Taint.TIME) == 0;
  }

  /** A number, or numbers of which the next one is taken. */
  private static boolean isNumber(String descriptor) {
    return switch (descriptor) {
      case "J", "I", "[J", "[I" -> true;
      default -> false;
    };
  }

  /** What a method returns, or a constructor keeps, is made of. */
  private void collect(
      MethodFacts method,
      int flags,
      int depth,
      Map<Integer, Integer> into,
      Set<Integer> countedHere,
      Set<Integer> above) {
    if (depth > DEEPEST || !above.add(method.id)) {
      return;
    }
    for (int field : method.counted) {
      countedHere.add(links.field(field));
    }
    Reached reached = new Reached(method);
    for (int ref : method.returns) {
      reached.add(ref, flags);
    }
    if (method.signature.startsWith("<init>")) {
      kept(method, flags, reached);
    }
    while (!reached.open.isEmpty()) {
      int ref = reached.open.poll();
      follow(method, reached, ref, depth, into, countedHere, above);
    }
    above.remove(method.id);
  }

  private static void kept(MethodFacts method, int flags, Reached reached) {
    int[] stores = method.stores;
    for (int i = 0; i < stores.length; i += 2 + stores[i + 1]) {
      for (int j = 0; j < stores[i + 1]; j++) {
        reached.add(stores[i + 2 + j], flags);
      }
    }
    reached.add(0, flags); // what others put into it
  }

  private void follow(
      MethodFacts method,
      Reached reached,
      int ref,
      int depth,
      Map<Integer, Integer> into,
      Set<Integer> countedHere,
      Set<Integer> above) {
    int node = ref >> Values.FLAGS;
    int flags = ref & Values.PLACED;
    int kind = method.nodes[node] >>> MethodFacts.KIND_SHIFT;
    if (kind == MethodFacts.FIELD) {
      into.merge(
          links.field(method.nodes[node] & MethodFacts.ARGUMENT), IN | flags, (a, b) -> a | b);
      return;
    }
    mutated(method, reached, node, flags);
    int[] calls = method.calls;
    for (int start : method.callStarts) {
      boolean isResult = calls[start + 2] == node;
      if (isResult || given(method, start, node, null, 0)) {
        given(method, start, -1, reached, flags);
        for (MethodFacts target : links.targets(calls[start], calls[start + 1] == 1)) {
          if (isResult) {
            collect(target, flags, depth + 1, into, countedHere, above);
          }
        }
      }
    }
  }

  private static void mutated(MethodFacts method, Reached reached, int node, int flags) {
    int[] all = method.mutations;
    for (int i = 0; i < all.length; ) {
      int from = i + 1 + all[i];
      for (int j = i + 1; j < from; j++) {
        if (all[j] >> Values.FLAGS == node) {
          for (int k = 0; k < all[from]; k++) {
            reached.add(all[from + 1 + k], flags);
          }
          break;
        }
      }
      i = from + 1 + all[from];
    }
  }

  /** Whether a node is what a call is given; adds all that it is given. */
  private static boolean given(
      MethodFacts method,
      int start,
      int node,
      @org.jspecify.annotations.Nullable Reached into,
      int flags) {
    int[] calls = method.calls;
    int at = start + 4;
    for (int i = 0; i < calls[start + 3]; i++) {
      for (int j = 0; j < calls[at]; j++) {
        if (into != null) {
          into.add(calls[at + 1 + j], flags);
        } else if (calls[at + 1 + j] >> Values.FLAGS == node) {
          return true;
        }
      }
      at += 1 + calls[at];
    }
    return false;
  }

  /** Nodes of one method that were found, each with and without having been put to a place. */
  private static final class Reached {
    private final boolean[] seen;
    private final Deque<Integer> open = new ArrayDeque<>();

    Reached(MethodFacts method) {
      seen = new boolean[2 * method.nodes.length];
    }

    void add(int ref, int flags) {
      int node = ref >> Values.FLAGS;
      int all = (ref | flags) & Values.PLACED;
      int place = 2 * node + (all == 0 ? 0 : 1);
      if (place < seen.length && !seen[place]) {
        seen[place] = true;
        open.add(node << Values.FLAGS | all);
      }
    }
  }
}
