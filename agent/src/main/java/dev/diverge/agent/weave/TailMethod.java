package dev.diverge.agent.weave;

import dev.diverge.agent.contract.GuardMethod;
import dev.diverge.integrations.MethodUse;
import dev.diverge.integrations.MethodUse.Use;
import dev.diverge.integrations.SensitiveType;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The hooks that are a few instructions at a method's head or end, or after a call in it. */
final class TailMethod extends MethodVisitor {

  private static final String ATOMIC_LONG = "java/util/concurrent/atomic/AtomicLong";

  private final String owner;
  private final boolean isStatic;
  private final String key;
  private final SensitiveType type;
  private final @Nullable GuardMethod awaited;
  private final Mark mark;
  private final String engineDescriptor;
  private final @Nullable MethodUse child;
  private final Mark childMark;

  TailMethod(
      MethodVisitor next,
      String owner,
      boolean isStatic,
      String key,
      SensitiveType type,
      @Nullable GuardMethod awaited,
      Mark mark,
      String engineDescriptor,
      @Nullable MethodUse child,
      Mark childMark) {
    super(Opcodes.ASM9, next);
    this.owner = owner;
    this.isStatic = isStatic;
    this.key = key;
    this.type = type;
    this.awaited = awaited;
    this.mark = mark;
    this.engineDescriptor = engineDescriptor;
    this.child = child;
    this.childMark = childMark;
  }

  @Override
  public void visitCode() {
    super.visitCode();
    // Before the method, while an engine that was never used still shows it.
    if (!isConstructor() && type.has(Use.SEEDING, key)) {
      seeded(Opcodes.ICONST_0);
    }
    if (awaited != null) {
      Mark.guard(mv, awaited);
    }
  }

  @Override
  public void visitMethodInsn(
      int opcode, String to, String name, String descriptor, boolean isInterface) {
    if (type.has(Use.BLENDING, key) && name.equals("engineSetSeed")) {
      Mark.guard(mv, GuardMethod.BLENDED); // what is on the stack to be passed
    }
    super.visitMethodInsn(opcode, to, name, descriptor, isInterface);
    if (type.has(Use.SALTED_COUNTER, key) && to.equals(ATOMIC_LONG) && name.equals("getAndAdd")) {
      Mark.guard(mv, GuardMethod.SALTED);
    }
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode == Opcodes.LRETURN && type.has(Use.SALTED, key)) {
      Mark.guard(mv, GuardMethod.SALTED);
    } else if (opcode == Opcodes.RETURN && type.has(Use.SEEDED, key)) {
      mv.visitVarInsn(Opcodes.ALOAD, 0);
      mv.visitInsn(Opcodes.ICONST_0);
      mark.set(mv);
    } else if (opcode == Opcodes.RETURN && type.has(Use.AGED, key)) {
      mv.visitVarInsn(Opcodes.ALOAD, 0);
      mv.visitInsn(Opcodes.ICONST_1);
      mark.set(mv);
    } else if (opcode == Opcodes.ARETURN && type.has(Use.BLENDED, key)) {
      Mark.guard(mv, GuardMethod.BLENDED);
    } else if (opcode == Opcodes.RETURN && type.has(Use.BLENDED, key)) {
      mv.visitVarInsn(Opcodes.ALOAD, isStatic ? 0 : 1);
      Mark.guard(mv, GuardMethod.BLENDED);
      mv.visitInsn(Opcodes.POP);
    } else if (opcode == Opcodes.RETURN && isConstructor() && type.has(Use.SEEDING, key)) {
      seeded(Opcodes.ICONST_1);
    } else if (opcode == Opcodes.ARETURN && child != null) {
      inherit(child);
    }
    super.visitInsn(opcode);
  }

  private boolean isConstructor() {
    return Shape.isConstructor(key);
  }

  private void seeded(int made) {
    engine();
    mv.visitInsn(made);
    Mark.guard(mv, GuardMethod.SEEDED);
  }

  private void engine() {
    mv.visitVarInsn(Opcodes.ALOAD, 0);
    mv.visitFieldInsn(Opcodes.GETFIELD, owner, String.valueOf(type.engine()), engineDescriptor);
  }

  /** The child is as stale as its parent was after the last value drawn from it. */
  private void inherit(MethodUse child) {
    mv.visitInsn(Opcodes.DUP);
    mv.visitTypeInsn(Opcodes.CHECKCAST, child.type());
    switch (child.use()) {
      case CHILD -> {
        mv.visitVarInsn(Opcodes.ALOAD, 0);
        mark.get(mv);
      }
      case CHILD_OF_ARGUMENT -> {
        mv.visitVarInsn(Opcodes.ALOAD, 0);
        mv.visitVarInsn(Opcodes.ALOAD, 0);
        mark.get(mv);
        mv.visitVarInsn(Opcodes.ALOAD, 1);
        Mark.guard(mv, GuardMethod.PARENT_MARK);
      }
      case CHILD_OF_PROXY -> {
        mv.visitVarInsn(Opcodes.ALOAD, 0);
        mv.visitVarInsn(Opcodes.ALOAD, 0);
        mv.visitFieldInsn(Opcodes.GETFIELD, owner, "this$0", "L".concat(child.type()).concat(";"));
        childMark.get(mv);
        mv.visitVarInsn(Opcodes.ALOAD, 1);
        Mark.guard(mv, GuardMethod.PARENT_MARK);
      }
      default -> throw new IllegalStateException(child.method());
    }
    childMark.set(mv);
  }
}
