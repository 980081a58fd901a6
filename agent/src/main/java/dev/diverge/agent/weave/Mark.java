package dev.diverge.agent.weave;

import dev.diverge.agent.contract.GuardLayout;
import dev.diverge.agent.contract.GuardMethod;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Where an instance's mark is kept: in a field added to its class, or, when the class was loaded
 * before the agent and can have no new field, in a table of the agent's. The code below differs;
 * what it does is the same.
 *
 * @param owner the internal name of the class with the field, null for the table
 * @param unset the mark of an instance that has none in the table
 */
record Mark(@Nullable String owner, int unset) {

  /** Calls a method of the guard's. */
  static void guard(MethodVisitor code, GuardMethod to) {
    code.visitMethodInsn(Opcodes.INVOKESTATIC, to.owner, to.method, to.descriptor, false);
  }

  /** ..., instance → ..., mark */
  void get(MethodVisitor code) {
    if (owner != null) {
      code.visitFieldInsn(Opcodes.GETFIELD, owner, GuardLayout.MARK_FIELD, "I");
    } else {
      pushUnset(code);
      guard(code, GuardMethod.MARK_OF);
    }
  }

  /** ..., instance, mark → ... */
  void set(MethodVisitor code) {
    if (owner != null) {
      code.visitFieldInsn(Opcodes.PUTFIELD, owner, GuardLayout.MARK_FIELD, "I");
    } else {
      pushUnset(code);
      guard(code, GuardMethod.SET_MARK);
    }
  }

  /** ... → ..., the mark of a class's static state: in the table it goes by the class */
  void getStatic(MethodVisitor code, Shape type) {
    if (owner != null) {
      code.visitFieldInsn(Opcodes.GETSTATIC, owner, GuardLayout.STATIC_MARK_FIELD, "I");
    } else {
      ClassConstant.push(code, type);
      get(code);
    }
  }

  /** ..., mark → ... */
  void setStatic(MethodVisitor code, Shape type) {
    if (owner != null) {
      code.visitFieldInsn(Opcodes.PUTSTATIC, owner, GuardLayout.STATIC_MARK_FIELD, "I");
    } else {
      ClassConstant.push(code, type);
      code.visitInsn(Opcodes.SWAP);
      set(code);
    }
  }

  private void pushUnset(MethodVisitor code) {
    code.visitInsn(unset == 0 ? Opcodes.ICONST_0 : Opcodes.ICONST_1);
  }
}
