package dev.diverge.scan.flow;

import java.util.HashMap;
import java.util.Map;

/** The nodes of one method: whatever a value can be made of there, each known by its number. */
final class Nodes {

  private final Ints all = new Ints();
  private final Ints labels = new Ints();
  private Map<Node, Integer> numbers = new HashMap<>();

  private record Node(int kind, int argument, long place) {}

  void clear() {
    all.clear();
    labels.clear();
    numbers = Values.emptied(numbers);
  }

  /** The node of this kind, argument and place; made if it is new. */
  int of(int kind, int argument, long place) {
    return of(kind, argument, place, 0);
  }

  /** Likewise, with the method that a source is. */
  int of(int kind, int argument, long place, int label) {
    Node key = new Node(kind, argument, place);
    Integer known = numbers.get(key);
    if (known == null) {
      known = all.size();
      all.add(kind << MethodFacts.KIND_SHIFT | (argument & MethodFacts.ARGUMENT));
      labels.add(label);
      numbers.put(key, known);
    }
    return known;
  }

  /** Whether what is named in a set is of this kind. */
  boolean is(int ref, int kind) {
    return all.get(ref >> Values.FLAGS) >>> MethodFacts.KIND_SHIFT == kind;
  }

  int argument(int ref) {
    return all.get(ref >> Values.FLAGS) & MethodFacts.ARGUMENT;
  }

  boolean isAllocation(int ref) {
    return is(ref, MethodFacts.ALLOCATION);
  }

  boolean hasSource() {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i) >>> MethodFacts.KIND_SHIFT == MethodFacts.SOURCE) {
        return true;
      }
    }
    return false;
  }

  int[] toArray() {
    return all.toArray();
  }

  int[] labels() {
    return labels.toArray();
  }
}
