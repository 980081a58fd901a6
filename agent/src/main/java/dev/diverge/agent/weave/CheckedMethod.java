package dev.diverge.agent.weave;

import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** A constructor that takes from static state, which is checked and reset before it. */
final class CheckedMethod extends MethodVisitor {

  private final String owner;
  private final Mark mark;
  private final ResetCode reset;
  private final Object[] locals;

  CheckedMethod(MethodVisitor next, String owner, Mark mark, ResetCode reset) {
    super(Opcodes.ASM9, next);
    this.owner = owner;
    this.mark = mark;
    this.reset = reset;
    this.locals = new Object[] {Opcodes.UNINITIALIZED_THIS};
  }

  @Override
  public void visitCode() {
    super.visitCode();
    Label fine = new Label();
    Label done = new Label();
    mark.getStatic(mv, owner);
    mv.visitMethodInsn(Opcodes.INVOKESTATIC, Mark.GUARD, "renewedStatic", "(I)I", false);
    mv.visitInsn(Opcodes.DUP);
    mv.visitJumpInsn(Opcodes.IFEQ, fine);
    reset.emit(mv);
    mark.setStatic(mv, owner);
    mv.visitJumpInsn(Opcodes.GOTO, done);
    mv.visitLabel(fine);
    mv.visitFrame(Opcodes.F_NEW, 1, locals, 1, new Object[] {Opcodes.INTEGER});
    mv.visitInsn(Opcodes.POP);
    mv.visitLabel(done);
    mv.visitFrame(Opcodes.F_NEW, 1, locals, 0, new Object[0]);
  }
}
