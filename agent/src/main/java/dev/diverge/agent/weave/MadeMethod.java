package dev.diverge.agent.weave;

import dev.diverge.agent.contract.GuardMethod;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * A constructor, or readObject, whose instances are fork-sensitive. The mark is read before
 * anything is drawn: an instance made across a change is stale from birth.
 */
final class MadeMethod extends MarkedMethod {

  private final Mark mark;
  private final boolean ifSecure;

  /**
   * @param ifSecure whether only a SecureRandom is marked, and all others are the user's own
   */
  MadeMethod(
      MethodVisitor next,
      Shape shape,
      int access,
      String name,
      String descriptor,
      MethodBody body,
      int slot,
      Mark mark,
      boolean ifSecure) {
    super(next, shape, access, name, descriptor, body, slot, 1, false);
    this.mark = mark;
    this.ifSecure = ifSecure;
  }

  @Override
  void head() {
    Mark.guard(mv, GuardMethod.MARK);
    slot(Opcodes.ISTORE);
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode == Opcodes.RETURN) {
      loadThis();
      slot(Opcodes.ILOAD);
      if (ifSecure) {
        loadThis();
        Mark.guard(mv, GuardMethod.IF_SECURE);
      }
      mark.set(mv);
    }
    super.visitInsn(opcode);
  }
}
