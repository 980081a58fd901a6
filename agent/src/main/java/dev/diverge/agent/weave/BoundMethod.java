package dev.diverge.agent.weave;

import dev.diverge.agent.contract.GuardMethod;
import dev.diverge.integrations.Bond;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** What a bonded type's method does without branches: binds, inherits, answers, asks. */
final class BoundMethod extends MethodVisitor {

  private final String owner;
  private final boolean isConstructor;
  private final Mark mark;
  private final Bond bond;
  private boolean constructed;

  BoundMethod(MethodVisitor next, String owner, String name, Mark mark, Bond bond) {
    super(Opcodes.ASM9, next);
    this.owner = owner;
    this.mark = mark;
    this.bond = bond;
    this.isConstructor = name.equals("<init>");
  }

  @Override
  public void visitCode() {
    super.visitCode();
    if (!isConstructor) {
      begin();
    }
  }

  /** A constructor's own code begins once the superclass's has run. */
  @Override
  public void visitMethodInsn(
      int opcode, String to, String name, String descriptor, boolean isInterface) {
    super.visitMethodInsn(opcode, to, name, descriptor, isInterface);
    if (isConstructor && !constructed && opcode == Opcodes.INVOKESPECIAL && name.equals("<init>")) {
      constructed = true;
      begin();
    }
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode == Opcodes.IRETURN && bond.effect() == Bond.Effect.DENY) {
      answer(GuardMethod.UNLESS_OUTLIVED);
    } else if (opcode == Opcodes.IRETURN && bond.effect() == Bond.Effect.AFFIRM) {
      answer(GuardMethod.OR_OUTLIVED);
    }
    super.visitInsn(opcode);
  }

  private void begin() {
    switch (bond.effect()) {
      case FREE -> {
        mv.visitVarInsn(Opcodes.ALOAD, 0);
        mv.visitInsn(Opcodes.ICONST_0);
        mark.set(mv);
      }
      case BIND -> {
        mv.visitVarInsn(Opcodes.ALOAD, 0);
        Mark.guard(mv, GuardMethod.BOND);
        mark.set(mv);
      }
      case BIND_ONCE -> {
        mv.visitVarInsn(Opcodes.ALOAD, 0);
        mv.visitInsn(Opcodes.DUP);
        mark.get(mv);
        Mark.guard(mv, GuardMethod.BOND_ONCE);
        mark.set(mv);
      }
      case INHERIT -> {
        mv.visitVarInsn(Opcodes.ALOAD, 0);
        mv.visitVarInsn(Opcodes.ALOAD, 1);
        mark.get(mv);
        mark.set(mv);
      }
      case JUDGE -> {
        mv.visitVarInsn(Opcodes.ALOAD, 0);
        mark.get(mv);
        field(bond.fields().get(0), Type.INT_TYPE);
        field(bond.fields().get(1), Type.getType(String.class));
        Mark.guard(mv, GuardMethod.JUDGE);
      }
      case SPEND -> {
        mv.visitVarInsn(Opcodes.ALOAD, 0);
        mark.get(mv);
        Mark.guard(mv, GuardMethod.SPEND);
      }
      default -> {
        // Nothing before the method's own code.
      }
    }
  }

  private void answer(GuardMethod how) {
    mv.visitVarInsn(Opcodes.ALOAD, 0);
    mark.get(mv);
    Mark.guard(mv, how);
  }

  private void field(String name, Type type) {
    mv.visitVarInsn(Opcodes.ALOAD, 0);
    mv.visitFieldInsn(Opcodes.GETFIELD, owner, name, type.getDescriptor());
  }
}
