package dev.diverge.agent.weave;

import dev.diverge.agent.contract.GuardMethod;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The state that a method draws from: that of its instance, or that in its class's static fields.
 */
record DrawnState(Mark mark, ResetCode reset, Shape shape, boolean inStatics) {

  /** ... → ..., mark */
  void mark(MethodVisitor code) {
    if (inStatics) {
      mark.getStatic(code, shape);
    } else {
      code.visitVarInsn(Opcodes.ALOAD, 0);
      mark.get(code);
    }
  }

  /** ..., mark → ..., the mark to reset it to, 0 for none */
  void renewed(MethodVisitor code) {
    Mark.guard(code, inStatics ? GuardMethod.RENEWED_STATIC : GuardMethod.RENEWED);
  }

  /**
   * Resets the state, and then has it marked so.
   *
   * @param failed where to go on if that failed: the old mark is left, for the next draw to try it
   */
  void reset(MethodVisitor code, int to, Label failed) {
    if (inStatics) {
      reset.emitStatic(code, failed);
      code.visitVarInsn(Opcodes.ILOAD, to);
      mark.setStatic(code, shape);
    } else {
      reset.emit(code, failed);
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitVarInsn(Opcodes.ILOAD, to);
      mark.set(code);
    }
  }
}
