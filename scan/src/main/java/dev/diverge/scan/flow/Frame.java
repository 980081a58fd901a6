package dev.diverge.scan.flow;

import java.util.Arrays;
import org.objectweb.asm.Opcodes;

/** What the variables and the stack may hold at one place of a method: a set for each slot. */
final class Frame {

  private int[] slots = {};
  private int variables;
  private int depth;

  /** Nothing in it yet. */
  void begin(int maxLocals, int maxStack) {
    slots = new int[maxLocals + maxStack + 4];
    variables = maxLocals;
    depth = maxLocals;
  }

  int depth() {
    return depth;
  }

  int variables() {
    return variables;
  }

  int slot(int index) {
    return slots[index];
  }

  int[] copy(int count) {
    return Arrays.copyOf(slots, count);
  }

  void restore(int[] from) {
    System.arraycopy(from, 0, slots, 0, from.length);
    depth = from.length;
  }

  void set(int variable, int set) {
    slots[variable] = set;
  }

  void push(int set) {
    if (depth < slots.length) {
      slots[depth] = set;
    }
    depth++;
  }

  void push(int set, int size) {
    for (int i = 0; i < size; i++) {
      push(set);
    }
  }

  int pop() {
    depth--;
    return depth >= variables && depth < slots.length ? slots[depth] : 0;
  }

  int pop(int size) {
    int set = 0;
    for (int i = 0; i < size; i++) {
      set = pop();
    }
    return set;
  }

  /** Runs an instruction that does nothing but move what is on the stack. */
  void move(int opcode) {
    switch (opcode) {
      case Opcodes.POP -> pop();
      case Opcodes.POP2 -> pop(2);
      case Opcodes.DUP -> copy(1, 0);
      case Opcodes.DUP_X1 -> copy(1, 1);
      case Opcodes.DUP_X2 -> copy(1, 2);
      case Opcodes.DUP2 -> copy(2, 0);
      case Opcodes.DUP2_X1 -> copy(2, 1);
      case Opcodes.DUP2_X2 -> copy(2, 2);
      default -> {
        int a = pop();
        int b = pop();
        push(a);
        push(b);
      }
    }
  }

  /** The upper {@code count} slots once more, below the {@code under} slots under them. */
  private void copy(int count, int under) {
    int[] moved = new int[count + under];
    for (int i = moved.length - 1; i >= 0; i--) {
      moved[i] = pop();
    }
    for (int i = 0; i < count; i++) {
      push(moved[under + i]);
    }
    for (int set : moved) {
      push(set);
    }
  }
}
