package dev.diverge.agent.weave;

import dev.diverge.agent.contract.GuardLayout;
import dev.diverge.integrations.Bond;
import dev.diverge.integrations.BondedType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Weaves the bond into one class. The bond is kept where marks are: in a field, or in the agent's
 * table if the class that would have it was loaded before the agent. Whatever had no bond by then
 * counts as bound to the first epoch; what is constructed later begins with none.
 */
public final class BondWeaver extends ClassVisitor {

  private final BondedType type;
  private final Shape shape;
  private final boolean adds;
  private final Mark bond;
  private final ClassReader reader;

  private BondWeaver(
      ClassVisitor next,
      ClassReader reader,
      BondedType type,
      Shape shape,
      boolean loading,
      boolean inField) {
    super(Opcodes.ASM9, next);
    this.reader = reader;
    this.type = type;
    this.shape = shape;
    this.adds = loading && carriesItself(type);
    this.bond = new Mark(inField ? type.carrier() : null, 1);
  }

  /**
   * Weaves one class.
   *
   * @param loading whether the class is being loaded, not retransformed
   * @param inField whether the carrier has the field, or will have
   * @param missing takes what the class should have and has not; nothing is woven then, but the
   *     field that subclasses count on
   * @return the woven class, or null if it must be left alone
   */
  public static byte @Nullable [] weave(
      byte[] classFile, BondedType type, boolean loading, boolean inField, List<String> missing) {
    ClassReader reader = new ClassReader(classFile);
    Shape shape = Shape.of(reader);
    missing.addAll(missing(type, shape));
    if (!missing.isEmpty() && !(loading && carriesItself(type))) {
      return null;
    }
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    BondWeaver weaver = new BondWeaver(writer, reader, type, shape, loading, inField);
    if (missing.isEmpty()) {
      reader.accept(weaver, ClassReader.EXPAND_FRAMES);
    } else {
      reader.accept(new FieldOnly(writer), 0);
    }
    return writer.toByteArray();
  }

  private static boolean carriesItself(BondedType type) {
    return type.carrier().equals(type.name());
  }

  private static List<String> missing(BondedType type, Shape shape) {
    List<String> missing = new ArrayList<>();
    for (Bond one : type.bonds()) {
      if (shape.resolve(one.method()).isEmpty()) {
        missing.add(one.method());
      }
      for (String field : one.fields()) {
        if (shape.field(field) == null && !missing.contains(field)) {
          missing.add(field);
        }
      }
    }
    return missing;
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] exceptions) {
    MethodVisitor code = super.visitMethod(access, name, descriptor, signature, exceptions);
    String key = Shape.key(name, descriptor);
    for (Bond one : type.bonds()) {
      if (shape.resolve(one.method()).contains(key)) {
        return switch (one.effect()) {
          case REFUSE, REFUSE_UNLESS_CLOSING ->
              new RefusingMethod(code, shape, access, name, descriptor, body(key), bond, one);
          default -> new BoundMethod(code, type.name(), name, bond, one);
        };
      }
    }
    return code;
  }

  private MethodBody body(String key) {
    return Objects.requireNonNull(MethodBody.of(reader, Set.of(key)).get(key));
  }

  @Override
  public void visitEnd() {
    if (adds) {
      FieldOnly.add(cv);
    }
    super.visitEnd();
  }

  /** Of a class that is not as described. */
  private static final class FieldOnly extends ClassVisitor {

    FieldOnly(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    static void add(ClassVisitor to) {
      to.visitField(
          Opcodes.ACC_PROTECTED | Opcodes.ACC_TRANSIENT | Opcodes.ACC_SYNTHETIC,
          GuardLayout.MARK_FIELD,
          "I",
          null,
          null);
    }

    @Override
    public void visitEnd() {
      add(cv);
      super.visitEnd();
    }
  }
}
