package dev.diverge.agent.weave;

import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * A method that draws from guarded state. The check stands at its end, so that one check serves for
 * both questions: was the state stale when the draw began, and did the generation change while it
 * was under way? Either way the result is thrown away, the state reset, and the method begins anew.
 *
 * <pre>
 *        m = this.$mark
 * again: … the method's own code …
 *        if ((m = DivergeGuard.renewed(m)) != 0) {
 *          if (this.$mark != m) { reset; unless that failed: this.$mark = m }
 *          goto again
 *        }
 *        return
 * </pre>
 *
 * The mark is published after the reset; a thread that drew before another one's reset still holds
 * the old {@code m} and draws anew. A reset that failed leaves the old mark, for the next draw to
 * try it again; this one goes round once more all the same, as {@code m} is the new one, with what
 * there is.
 */
final class DrawnMethod extends MarkedMethod {

  private final Label again = new Label();
  private final Mark mark;
  private final ResetCode reset;
  private final Type result;

  DrawnMethod(
      MethodVisitor next,
      String owner,
      int access,
      String name,
      String descriptor,
      Mark mark,
      ResetCode reset) {
    super(next, owner, access, name, descriptor);
    this.mark = mark;
    this.reset = reset;
    this.result = Type.getReturnType(descriptor);
  }

  @Override
  void head() {
    mv.visitVarInsn(Opcodes.ALOAD, 0);
    mark.get(mv);
    slot(Opcodes.ISTORE);
    mv.visitLabel(again);
    frame(true);
    mv.visitInsn(Opcodes.NOP); // the method's own code may begin with a frame
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
      check();
    }
    super.visitInsn(opcode);
  }

  private void check() {
    Label fine = new Label();
    slot(Opcodes.ILOAD);
    mv.visitMethodInsn(Opcodes.INVOKESTATIC, Mark.GUARD, "renewed", "(I)I", false);
    mv.visitInsn(Opcodes.DUP);
    slot(Opcodes.ISTORE);
    mv.visitJumpInsn(Opcodes.IFEQ, fine);
    if (result.getSize() > 0) {
      mv.visitInsn(result.getSize() == 2 ? Opcodes.POP2 : Opcodes.POP);
    }
    mv.visitVarInsn(Opcodes.ALOAD, 0);
    mark.get(mv);
    slot(Opcodes.ILOAD);
    mv.visitJumpInsn(Opcodes.IF_ICMPEQ, again);
    reset.emit(mv, again);
    mv.visitVarInsn(Opcodes.ALOAD, 0);
    slot(Opcodes.ILOAD);
    mark.set(mv);
    mv.visitJumpInsn(Opcodes.GOTO, again);
    mv.visitLabel(fine);
    if (result.getSize() > 0) {
      frame(true, frameType(result));
    } else {
      frame(true);
    }
  }
}
