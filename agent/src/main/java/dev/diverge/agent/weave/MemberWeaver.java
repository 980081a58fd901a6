package dev.diverge.agent.weave;

import dev.diverge.agent.contract.GuardMethod;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Makes one class's members reachable by reflection: what is to be written is no longer final, and
 * what is tracked, the class or its instances, tells of itself once it is there.
 */
public final class MemberWeaver extends ClassVisitor {

  /** How many local variables a method is given at most. */
  static final int VARIABLES = 1;

  private final Shape shape;
  private final Map<String, MethodBody> constructors;
  private final Set<String> written;
  private final boolean statics;
  private boolean initialiser;

  MemberWeaver(
      ClassVisitor next,
      ClassReader reader,
      Shape shape,
      Set<String> written,
      boolean statics,
      boolean instances) {
    super(Opcodes.ASM9, next);
    this.shape = shape;
    this.constructors =
        MethodBody.of(reader, instances ? new HashSet<>(shape.resolve("<init>")) : Set.of());
    this.written = written;
    this.statics = statics;
  }

  /**
   * Weaves one class.
   *
   * @param written the fields that must not stay final
   * @param statics whether the class tells that it is initialised
   * @param instances whether instances tell that they are made
   */
  public static byte[] weave(
      ClassReader reader, Shape shape, Set<String> written, boolean statics, boolean instances) {
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    reader.accept(
        new MemberWeaver(writer, reader, shape, written, statics, instances),
        instances ? ClassReader.EXPAND_FRAMES : 0);
    return writer.toByteArray();
  }

  @Override
  public @Nullable FieldVisitor visitField(
      int access, String field, String descriptor, String signature, Object value) {
    boolean opens = value == null && written.contains(field) && !shape.isInterface();
    int open = opens ? access & ~Opcodes.ACC_FINAL : access;
    return super.visitField(open, field, descriptor, signature, value);
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String method, String descriptor, String signature, String[] exceptions) {
    MethodVisitor code = super.visitMethod(access, method, descriptor, signature, exceptions);
    if (statics && method.equals("<clinit>")) {
      initialiser = true;
      return new Initialiser(code);
    }
    MethodBody body = constructors.get(Shape.key(method, descriptor));
    return body != null && method.equals("<init>")
        ? new Constructor(code, access, method, descriptor, body)
        : code;
  }

  @Override
  public void visitEnd() {
    if (statics && !initialiser) {
      MethodVisitor code = super.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
      code.visitCode();
      born(code);
      code.visitInsn(Opcodes.RETURN);
      code.visitMaxs(0, 0);
      code.visitEnd();
    }
    super.visitEnd();
  }

  private void born(MethodVisitor code) {
    ClassConstant.push(code, shape);
    tell(code);
  }

  private static void tell(MethodVisitor code) {
    Mark.guard(code, GuardMethod.BORN);
  }

  private final class Initialiser extends MethodVisitor {

    Initialiser(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitInsn(int opcode) {
      if (opcode == Opcodes.RETURN) {
        born(mv);
      }
      super.visitInsn(opcode);
    }
  }

  private final class Constructor extends MarkedMethod {

    Constructor(MethodVisitor next, int access, String name, String descriptor, MethodBody body) {
      super(next, shape, access, name, descriptor, body, body.locals(), 0, false);
    }

    @Override
    public void visitInsn(int opcode) {
      if (opcode == Opcodes.RETURN) {
        loadThis();
        tell(mv);
      }
      super.visitInsn(opcode);
    }
  }
}
