package dev.diverge.agent.weave;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** The woven class itself, as a value. */
final class ClassConstant {

  private ClassConstant() {}

  /** ... → ..., the class whose code this is */
  static void push(MethodVisitor code, Shape shape) {
    if (shape.hasClassConstants()) {
      code.visitLdcInsn(Type.getObjectType(shape.name()));
    } else {
      code.visitLdcInsn(shape.name().replace('/', '.'));
      code.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          "java/lang/Class",
          "forName",
          "(Ljava/lang/String;)Ljava/lang/Class;",
          false);
    }
  }
}
