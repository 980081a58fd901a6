package dev.diverge.scan.flow;

import java.util.Arrays;

/** For each number, the methods that named it. */
final class Inverted {

  private final int[] starts;
  private final int[] members;

  private Inverted(int[] starts, int[] members) {
    this.starts = starts;
    this.members = members;
  }

  int start(int of) {
    return starts[of];
  }

  int end(int of) {
    return starts[of + 1];
  }

  int at(int place) {
    return members[place];
  }

  /** Collects pairs. */
  static final class Pairs {
    private int[] of = new int[1024];
    private int[] member = new int[1024];
    private int count;

    void add(int key, int value) {
      if (count == of.length) {
        of = Arrays.copyOf(of, 2 * count);
        member = Arrays.copyOf(member, 2 * count);
      }
      of[count] = key;
      member[count++] = value;
    }

    Inverted inverted(int keys) {
      int[] starts = new int[keys + 1];
      for (int i = 0; i < count; i++) {
        starts[of[i] + 1]++;
      }
      for (int i = 0; i < keys; i++) {
        starts[i + 1] += starts[i];
      }
      int[] members = new int[count];
      int[] next = Arrays.copyOf(starts, keys);
      for (int i = 0; i < count; i++) {
        members[next[of[i]]++] = member[i];
      }
      return new Inverted(starts, members);
    }
  }
}
