package dev.diverge.agent.weave;

import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** A constructor or method that takes from static state, which is checked and reset before it. */
final class CheckedMethod extends MethodVisitor {

  private final String owner;
  private final Mark mark;
  private final ResetCode reset;
  private final Object[] locals;

  CheckedMethod(
      MethodVisitor next,
      String owner,
      int access,
      String name,
      String descriptor,
      Mark mark,
      ResetCode reset) {
    super(Opcodes.ASM9, next);
    this.owner = owner;
    this.mark = mark;
    this.reset = reset;
    Type[] arguments = Type.getArgumentTypes(descriptor);
    int first = (access & Opcodes.ACC_STATIC) != 0 ? 0 : 1;
    this.locals = new Object[arguments.length + first];
    if (first == 1) {
      locals[0] = name.equals("<init>") ? Opcodes.UNINITIALIZED_THIS : owner;
    }
    for (int i = 0; i < arguments.length; i++) {
      locals[i + first] = MarkedMethod.frameType(arguments[i]);
    }
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
    reset.emitStatic(mv, fine); // if it fails, the mark stays stale: the next use tries again
    mark.setStatic(mv, owner);
    mv.visitJumpInsn(Opcodes.GOTO, done);
    mv.visitLabel(fine);
    mv.visitFrame(Opcodes.F_NEW, locals.length, locals, 1, new Object[] {Opcodes.INTEGER});
    mv.visitInsn(Opcodes.POP);
    mv.visitLabel(done);
    mv.visitFrame(Opcodes.F_NEW, locals.length, locals, 0, new Object[0]);
    mv.visitInsn(Opcodes.NOP); // the method's own code may begin with a frame
  }
}
