package dev.diverge.scan.flow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sets of what a value may be made of, in one method: a node in the upper bits, what was done to it
 * in the lower. A set is known by its number; 0 is the empty one.
 */
final class Values {

  static final int SHAPED = 1;
  static final int SHIFTED = 2;
  static final int MIXED = 4;
  static final int COUNTED = 8;

  /** Of a type that does not change: what is done to an object beside it does not reach it. */
  static final int FIXED = 16;

  /** Put beside others: multiplied by a constant, or joined with them as text. */
  static final int BESIDE = 32;

  /** It has a place of its own in what it is in. */
  static final int PLACED = SHIFTED | BESIDE;

  static final int FLAGS = 6;

  private static final int AT_MOST = 24;
  private static final int SMALL = 96;
  private static final int[] EMPTY = {};

  private final List<int[]> sets = new ArrayList<>();
  private Map<Key, Integer> numbers = new HashMap<>();
  private Map<Long, Integer> unions = new HashMap<>();

  Values() {
    clear();
  }

  void clear() {
    sets.clear();
    numbers = emptied(numbers);
    unions = emptied(unions);
    sets.add(EMPTY);
  }

  /** A map that was large once would be cleared as slowly after each of the methods to come. */
  static <K> Map<K, Integer> emptied(Map<K, Integer> map) {
    if (map.size() > SMALL) {
      return new HashMap<>();
    }
    map.clear();
    return map;
  }

  int[] of(int set) {
    return sets.get(set);
  }

  int single(int node) {
    return number(new int[] {node << FLAGS});
  }

  int union(int a, int b) {
    if (a == b || b == 0) {
      return a;
    }
    if (a == 0) {
      return b;
    }
    long pair = (long) Math.min(a, b) << 32 | Math.max(a, b);
    Integer known = unions.get(pair);
    if (known == null) {
      known = number(merged(sets.get(Math.min(a, b)), sets.get(Math.max(a, b))));
      unions.put(pair, known);
    }
    return known;
  }

  int all(int[] some) {
    int all = 0;
    for (int set : some) {
      all = union(all, set);
    }
    return all;
  }

  /** A set as a value of a type, which may be one that does not change. */
  int of(int set, String descriptor) {
    return Carriers.isFixed(descriptor) ? with(set, FIXED) : set;
  }

  /** The same with these flags set on all that is in it. */
  int with(int set, int flags) {
    if (set == 0) {
      return 0;
    }
    int[] from = sets.get(set);
    int[] to = new int[from.length];
    boolean same = true;
    for (int i = 0; i < from.length; i++) {
      to[i] = from[i] | flags;
      same &= to[i] == from[i];
    }
    return same ? set : number(normal(to));
  }

  /** Those of a set that have none of these flags. */
  int without(int set, int flags) {
    return has(set, flags) ? only(set, ref -> (ref & flags) == 0) : set;
  }

  /** Those of a set that pass. */
  int only(int set, java.util.function.IntPredicate wanted) {
    if (set == 0) {
      return 0;
    }
    int[] some = Arrays.stream(of(set)).filter(wanted).toArray();
    return some.length == 0 ? 0 : number(some);
  }

  boolean has(int set, int flag) {
    for (int ref : sets.get(set)) {
      if ((ref & flag) != 0) {
        return true;
      }
    }
    return false;
  }

  private static int[] merged(int[] a, int[] b) {
    int[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return normal(both);
  }

  private static int[] normal(int[] refs) {
    Arrays.sort(refs);
    int n = 0;
    for (int i = 0; i < refs.length; i++) {
      if (i == 0 || refs[i] != refs[i - 1]) {
        refs[n++] = refs[i];
      }
    }
    return n == refs.length && n <= AT_MOST ? refs : Arrays.copyOf(refs, Math.min(n, AT_MOST));
  }

  private int number(int[] refs) {
    Key key = new Key(refs);
    Integer known = numbers.get(key);
    if (known == null) {
      known = sets.size();
      sets.add(refs);
      numbers.put(key, known);
    }
    return known;
  }

  private static final class Key {
    private final int[] refs;
    private final int hash;

    Key(int[] refs) {
      this.refs = refs;
      this.hash = Arrays.hashCode(refs);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && Arrays.equals(refs, key.refs);
    }
  }
}
