package dev.diverge.agent.weave;

import dev.diverge.agent.contract.GuardMethod;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * {@code writeObject} and {@code readObject} of a type that serialises its seed as a long: the bits
 * that a seed does not use say whether the user seeded it. Whoever reads without the agent gets the
 * same sequence.
 */
final class CarryingMethod extends MethodVisitor {

  private static final String ATOMIC_LONG = "java/util/concurrent/atomic/AtomicLong";
  private static final String GET_FIELD = "java/io/ObjectInputStream$GetField";

  private final Mark mark;

  CarryingMethod(MethodVisitor next, Mark mark) {
    super(Opcodes.ASM9, next);
    this.mark = mark;
  }

  @Override
  public void visitMethodInsn(
      int opcode, String to, String name, String descriptor, boolean isInterface) {
    super.visitMethodInsn(opcode, to, name, descriptor, isInterface);
    if (to.equals(ATOMIC_LONG) && name.equals("get")) {
      mv.visitVarInsn(Opcodes.ALOAD, 0);
      mark.get(mv);
      Mark.guard(mv, GuardMethod.CARRIED);
    } else if (to.equals(GET_FIELD) && descriptor.equals("(Ljava/lang/String;J)J")) {
      mv.visitInsn(Opcodes.DUP2);
      mv.visitVarInsn(Opcodes.ALOAD, 0);
      Mark.guard(mv, GuardMethod.CARRIED_MARK);
      mv.visitVarInsn(Opcodes.ALOAD, 0);
      mv.visitInsn(Opcodes.SWAP);
      mark.set(mv);
      Mark.guard(mv, GuardMethod.UNCARRIED);
    }
  }
}
