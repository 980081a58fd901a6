package dev.diverge.scan.flow;

import java.util.Arrays;

/** A list of ints. */
final class Ints {

  private int[] all = new int[16];
  private int size;

  void add(int value) {
    if (size == all.length) {
      all = Arrays.copyOf(all, 2 * size);
    }
    all[size++] = value;
  }

  void addAll(int[] values) {
    for (int value : values) {
      add(value);
    }
  }

  int get(int index) {
    return all[index];
  }

  void set(int index, int value) {
    all[index] = value;
  }

  boolean contains(int value) {
    for (int i = 0; i < size; i++) {
      if (all[i] == value) {
        return true;
      }
    }
    return false;
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  int[] toArray() {
    return size == 0 ? MethodFacts.NONE : Arrays.copyOf(all, size);
  }
}
