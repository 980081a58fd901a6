package dev.diverge.agent.weave;

import dev.diverge.agent.contract.GuardMethod;
import dev.diverge.integrations.SensitiveType;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * A method of a front for engines: fresh bytes are mixed into what the engine gave, or it is asked
 * again. The engine's mark is read before it is: another thread may reseed it while this one has
 * bytes of the state before in its hand.
 */
final class MixedMethod extends MarkedMethod {

  private final SensitiveType type;
  private final @Nullable String engine;
  private final boolean hasParameters;

  MixedMethod(
      MethodVisitor next,
      SensitiveType type,
      Shape shape,
      int access,
      String name,
      String descriptor,
      MethodBody body,
      int slot) {
    super(next, shape, access, name, descriptor, body, slot, 1, false);
    this.type = type;
    Shape.Field field = type.engine() == null ? null : shape.field(type.engine());
    this.engine = field == null ? null : field.descriptor();
    this.hasParameters = Type.getArgumentTypes(descriptor).length > 1;
  }

  @Override
  void head() {
    engine();
    mv.visitVarInsn(Opcodes.ALOAD, 0);
    Mark.guard(mv, GuardMethod.FOREIGN_MARK);
    slot(Opcodes.ISTORE);
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode == Opcodes.RETURN) {
      engine();
      mv.visitVarInsn(Opcodes.ALOAD, 0);
      mv.visitVarInsn(Opcodes.ALOAD, 1);
      if (hasParameters) {
        mv.visitVarInsn(Opcodes.ALOAD, 2);
      } else {
        mv.visitInsn(Opcodes.ACONST_NULL);
      }
      slot(Opcodes.ILOAD);
      Mark.guard(mv, GuardMethod.FOREIGN);
    } else if (opcode == Opcodes.ARETURN) {
      mv.visitInsn(Opcodes.DUP);
      engine();
      mv.visitVarInsn(Opcodes.ALOAD, 0);
      slot(Opcodes.ILOAD);
      Mark.guard(mv, GuardMethod.FOREIGN_SEED);
    }
    super.visitInsn(opcode);
  }

  private void engine() {
    mv.visitVarInsn(Opcodes.ALOAD, 0);
    mv.visitFieldInsn(Opcodes.GETFIELD, type.name(), String.valueOf(type.engine()), engine);
  }
}
