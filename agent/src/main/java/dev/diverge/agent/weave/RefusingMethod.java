package dev.diverge.agent.weave;

import dev.diverge.agent.contract.GuardMethod;
import dev.diverge.integrations.Bond;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * A method that encrypts. It is refused before the cipher is touched; and what was encrypted while
 * the generation changed is wiped before the method returns.
 *
 * <pre>
 * if (DivergeGuard.outlived(this.$mark)) {
 *   this.pending = null; closing = this.isClosed(); this.close()
 *   DivergeGuard.refuse(closing)              // throws, unless closing
 * }
 * from = DivergeGuard.place(output)
 * … the method's own code …
 * if (DivergeGuard.outlived(this.$mark)) {
 *   DivergeGuard.wipe(output, from); this.pending = null; this.close()
 *   DivergeGuard.refuse(false)
 * }
 * return
 * </pre>
 *
 * A closed instance that is refused without an exception goes on into its own code, which encrypts
 * nothing once it is closed.
 */
final class RefusingMethod extends MarkedMethod {

  private final String owner;
  private final Mark mark;
  private final Bond bond;
  private final Shape shape;
  private final Type result;

  RefusingMethod(
      MethodVisitor next,
      Shape shape,
      int access,
      String name,
      String descriptor,
      MethodBody body,
      Mark mark,
      Bond bond) {
    super(next, shape, access, name, descriptor, body, body.locals(), 1, false);
    this.owner = shape.name();
    this.mark = mark;
    this.bond = bond;
    this.shape = shape;
    this.result = Type.getReturnType(descriptor);
  }

  @Override
  void begin() {
    Label fine = new Label();
    mv.visitInsn(Opcodes.ICONST_0);
    slot(Opcodes.ISTORE);
    outlived();
    mv.visitJumpInsn(Opcodes.IFEQ, fine);
    refuse(bond.effect() == Bond.Effect.REFUSE_UNLESS_CLOSING);
    mv.visitLabel(fine);
    frame(true);
    mv.visitVarInsn(Opcodes.ALOAD, bond.output());
    Mark.guard(mv, GuardMethod.PLACE);
    slot(Opcodes.ISTORE);
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.ARETURN) {
      Label fine = new Label();
      outlived();
      mv.visitJumpInsn(Opcodes.IFEQ, fine);
      mv.visitVarInsn(Opcodes.ALOAD, bond.output());
      slot(Opcodes.ILOAD);
      Mark.guard(mv, GuardMethod.WIPE);
      refuse(false);
      mv.visitLabel(fine);
      frame(true, frameType(result));
    }
    super.visitInsn(opcode);
  }

  private void outlived() {
    mv.visitVarInsn(Opcodes.ALOAD, 0);
    mark.get(mv);
    Mark.guard(mv, GuardMethod.OUTLIVED);
  }

  private void refuse(boolean unlessClosing) {
    for (String field : bond.fields()) {
      mv.visitVarInsn(Opcodes.ALOAD, 0);
      mv.visitInsn(Opcodes.ACONST_NULL);
      Shape.Field pending = shape.field(field);
      if (pending == null) {
        throw new IllegalStateException(field);
      }
      mv.visitFieldInsn(Opcodes.PUTFIELD, owner, field, pending.descriptor());
    }
    if (unlessClosing) {
      mv.visitVarInsn(Opcodes.ALOAD, 0);
      mv.visitMethodInsn(Opcodes.INVOKEVIRTUAL, owner, "isClosed", "()Z", false);
    } else {
      mv.visitInsn(Opcodes.ICONST_0);
    }
    mv.visitVarInsn(Opcodes.ALOAD, 0);
    mv.visitMethodInsn(Opcodes.INVOKEVIRTUAL, owner, "close", "()V", false);
    Mark.guard(mv, GuardMethod.REFUSE);
  }
}
