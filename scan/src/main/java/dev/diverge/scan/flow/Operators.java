package dev.diverge.scan.flow;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/** What operators make of what is on the stack. */
final class Operators {

  private static final int BIG = 0xffff;

  private final Values values;
  private final Notes notes;
  private final Frame frame;

  Operators(Values values, Notes notes, Frame frame) {
    this.values = values;
    this.notes = notes;
    this.frame = frame;
  }

  /** An element is what its array and its index are made of. */
  void load(int opcode) {
    int index = values.with(frame.pop(), Values.SHAPED | Values.FIXED);
    int array = frame.pop();
    notes.index(array, index);
    boolean part = opcode == Opcodes.BALOAD || opcode == Opcodes.CALOAD;
    int flags = (part ? Values.SHAPED : 0) | (opcode == Opcodes.AALOAD ? 0 : Values.FIXED);
    frame.push(
        values.union(values.with(array, flags), index),
        opcode == Opcodes.LALOAD || opcode == Opcodes.DALOAD ? 2 : 1);
  }

  /**
   * Runs an arithmetic instruction.
   *
   * @param before what the instruction before it names, perhaps a constant
   */
  void arithmetic(int opcode, @Nullable Object before) {
    boolean shift = opcode >= Opcodes.ISHL && opcode <= Opcodes.LUSHR;
    boolean wide = isWide(opcode);
    boolean negation = opcode >= Opcodes.INEG && opcode <= Opcodes.DNEG;
    int right = negation ? 0 : frame.pop(wide && !shift ? 2 : 1);
    int left = frame.pop(wide ? 2 : 1);
    int flags = Values.SHAPED;
    if (shift) {
      flags |= Values.SHIFTED;
    } else if (opcode == Opcodes.IMUL || opcode == Opcodes.LMUL) {
      flags |= isBig(before) ? Values.MIXED : 0;
      flags |= left == 0 || right == 0 ? Values.BESIDE : 0;
    } else if (opcode == Opcodes.IXOR || opcode == Opcodes.LXOR) {
      boolean shifted = values.has(left, Values.SHIFTED) ^ values.has(right, Values.SHIFTED);
      flags |= shifted ? Values.MIXED : 0;
    } else if (opcode == Opcodes.IADD
        || opcode == Opcodes.LADD
        || opcode == Opcodes.ISUB
        || opcode == Opcodes.LSUB) {
      flags |= left == 0 || right == 0 ? Values.COUNTED : 0;
    }
    frame.push(values.with(values.union(left, shift ? 0 : right), flags), wide ? 2 : 1);
  }

  private static boolean isBig(@Nullable Object constant) {
    return (constant instanceof Integer small && Math.abs((long) small) > BIG)
        || (constant instanceof Long large && Math.abs(large) > BIG);
  }

  /** Int, long, float, double, again and again; then shifts and bits, int and long. */
  private static boolean isWide(int opcode) {
    return opcode < Opcodes.ISHL ? (opcode & 1) == 1 : ((opcode - Opcodes.ISHL) & 1) == 1;
  }

  /** From one type of numbers to another. */
  void convert(int opcode) {
    boolean fromWide =
        (opcode >= Opcodes.L2I && opcode <= Opcodes.L2D)
            || (opcode >= Opcodes.D2I && opcode <= Opcodes.D2F);
    boolean toWide =
        opcode == Opcodes.I2L
            || opcode == Opcodes.I2D
            || opcode == Opcodes.L2D
            || opcode == Opcodes.F2L
            || opcode == Opcodes.F2D
            || opcode == Opcodes.D2L;
    int set = frame.pop(fromWide ? 2 : 1);
    boolean cut =
        opcode == Opcodes.L2I
            || opcode == Opcodes.I2B
            || opcode == Opcodes.I2C
            || opcode == Opcodes.I2S;
    frame.push(cut ? set : values.with(set, Values.SHAPED), toWide ? 2 : 1);
  }
}
