package dev.diverge.agent.weave;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Makes one class's members reachable by reflection: what is to be written is no longer final, and
 * what is tracked, the class or its instances, tells of itself once it is there.
 */
public final class MemberWeaver extends ClassVisitor {

  private final String name;
  private final Set<String> written;
  private final boolean statics;
  private final boolean instances;
  private boolean initialiser;

  MemberWeaver(
      ClassVisitor next, String name, Set<String> written, boolean statics, boolean instances) {
    super(Opcodes.ASM9, next);
    this.name = name;
    this.written = written;
    this.statics = statics;
    this.instances = instances;
  }

  /**
   * Weaves one class.
   *
   * @param written the fields that must not stay final
   * @param statics whether the class tells that it is initialised
   * @param instances whether instances tell that they are made
   */
  public static byte[] weave(
      ClassReader reader, Set<String> written, boolean statics, boolean instances) {
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    reader.accept(new MemberWeaver(writer, reader.getClassName(), written, statics, instances), 0);
    return writer.toByteArray();
  }

  @Override
  public @Nullable FieldVisitor visitField(
      int access, String field, String descriptor, String signature, Object value) {
    int open = value == null && written.contains(field) ? access & ~Opcodes.ACC_FINAL : access;
    return super.visitField(open, field, descriptor, signature, value);
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String method, String descriptor, String signature, String[] exceptions) {
    MethodVisitor code = super.visitMethod(access, method, descriptor, signature, exceptions);
    if (statics && method.equals("<clinit>")) {
      initialiser = true;
      return new Ending(code, true);
    }
    return instances && method.equals("<init>") ? new Ending(code, false) : code;
  }

  @Override
  public void visitEnd() {
    if (statics && !initialiser) {
      MethodVisitor code = super.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
      code.visitCode();
      born(code, true);
      code.visitInsn(Opcodes.RETURN);
      code.visitMaxs(0, 0);
      code.visitEnd();
    }
    super.visitEnd();
  }

  private void born(MethodVisitor code, boolean type) {
    if (type) {
      code.visitLdcInsn(Type.getObjectType(name));
    } else {
      code.visitVarInsn(Opcodes.ALOAD, 0);
    }
    code.visitMethodInsn(Opcodes.INVOKESTATIC, Mark.GUARD, "born", "(Ljava/lang/Object;)V", false);
  }

  private final class Ending extends MethodVisitor {
    private final boolean type;

    Ending(MethodVisitor next, boolean type) {
      super(Opcodes.ASM9, next);
      this.type = type;
    }

    @Override
    public void visitInsn(int opcode) {
      if (opcode == Opcodes.RETURN) {
        born(mv, type);
      }
      super.visitInsn(opcode);
    }
  }
}
