package dev.diverge.agent.weave;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Which members a class really has, read before it is woven. */
final class Shape extends ClassVisitor {

  /** A field's descriptor and access flags. */
  record Field(String descriptor, int access) {
    boolean isStatic() {
      return (access & Opcodes.ACC_STATIC) != 0;
    }

    boolean isFinal() {
      return (access & Opcodes.ACC_FINAL) != 0;
    }
  }

  private final Map<String, Field> fields = new HashMap<>();
  private final Set<String> methods = new HashSet<>();

  private Shape() {
    super(Opcodes.ASM9);
  }

  static Shape of(ClassReader reader) {
    Shape shape = new Shape();
    reader.accept(shape, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return shape;
  }

  @Nullable Field field(String name) {
    return fields.get(name);
  }

  /** Whether it has a method, written as a GuardedType does: constructors by parameters alone. */
  boolean hasMethod(String method) {
    return methods.contains(method);
  }

  /** The descriptor of the first method of that name that takes bytes alone. */
  boolean takesBytes(String method) {
    return methods.contains(method.concat("([B)V"));
  }

  @Override
  public @Nullable FieldVisitor visitField(
      int access, String name, String descriptor, String signature, Object value) {
    fields.put(name, new Field(descriptor, access));
    return null;
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] exceptions) {
    methods.add(key(name, descriptor));
    return null;
  }

  static String key(String name, String descriptor) {
    return name.equals("<init>") ? descriptor : name.concat(descriptor);
  }

  static boolean isConstructor(String key) {
    return key.charAt(0) == '(';
  }
}
