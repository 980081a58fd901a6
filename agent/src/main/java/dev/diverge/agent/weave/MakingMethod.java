package dev.diverge.agent.weave;

import dev.diverge.agent.contract.GuardMethod;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** A method that makes a generator, with a seed of its own if the caller gave it none. */
final class MakingMethod extends MethodVisitor {

  private static final String SEED = "Ljava/lang/Object;";
  private static final int NONE = -1;

  private final int seed;

  MakingMethod(MethodVisitor next, boolean isStatic, String descriptor) {
    super(Opcodes.ASM9, next);
    int variable = isStatic ? 0 : 1;
    int found = NONE;
    for (Type argument : Type.getArgumentTypes(descriptor)) {
      if (found == NONE && argument.getDescriptor().equals(SEED)) {
        found = variable;
      }
      variable += argument.getSize();
    }
    this.seed = found;
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode == Opcodes.ARETURN) {
      mv.visitInsn(Opcodes.DUP);
      if (seed == NONE) {
        mv.visitInsn(Opcodes.ACONST_NULL);
      } else {
        mv.visitVarInsn(Opcodes.ALOAD, seed);
      }
      Mark.guard(mv, GuardMethod.DRAWN_SEED);
    }
    super.visitInsn(opcode);
  }
}
