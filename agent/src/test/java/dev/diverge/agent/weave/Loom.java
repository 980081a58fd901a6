package dev.diverge.agent.weave;

import dev.diverge.agent.contract.GuardMethod;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.SensitiveType;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Weaves classes in this JVM, and loads them so that they are verified as any other. */
final class Loom extends ClassLoader {

  private static final String DOUBLE = TestGuard.class.getName().replace('.', '/');

  private final Map<String, byte[]> woven = new HashMap<>();

  Loom(@Nullable ClassLoader parent) {
    super(parent);
  }

  /** Weaves a class of the tests, or of their libraries. */
  static Class<?> woven(Class<?> original, Consumer<SensitiveType> description) throws Exception {
    Loom loom = new Loom(original.getClassLoader());
    loom.weave(fileOf(original), description);
    return Class.forName(original.getName(), true, loom);
  }

  /** Weaves a class file and has it verified and initialised. */
  static Class<?> woven(byte[] classFile, Consumer<SensitiveType> description) throws Exception {
    Loom loom = new Loom(Loom.class.getClassLoader());
    loom.weave(classFile, description);
    return Class.forName(nameOf(classFile), true, loom);
  }

  void weave(byte[] classFile, Consumer<SensitiveType> description) {
    List<String> missing = new ArrayList<>();
    byte[] result = guarded(classFile, description, missing);
    if (result == null || !missing.isEmpty()) {
      throw new AssertionError("missing: " + missing);
    }
    add(result);
  }

  void add(byte[] classFile) {
    woven.put(nameOf(classFile), withDouble(classFile));
  }

  static byte @Nullable [] guarded(
      byte[] classFile, Consumer<SensitiveType> description, List<String> missing) {
    SensitiveType type = new Library().type(nameOf(classFile));
    description.accept(type);
    return GuardWeaver.weave(classFile, type, true, other -> false, missing);
  }

  static byte[] fileOf(Class<?> type) throws IOException {
    String file = type.getName().replace('.', '/').concat(".class");
    try (InputStream in = type.getClassLoader().getResourceAsStream(file)) {
      return in.readAllBytes();
    }
  }

  static String nameOf(byte[] classFile) {
    return new ClassReader(classFile).getClassName().replace('/', '.');
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      byte[] classFile = findLoadedClass(name) == null ? woven.get(name) : null;
      return classFile == null
          ? super.loadClass(name, resolve)
          : defineClass(name, classFile, 0, classFile.length);
    }
  }

  private static byte[] withDouble(byte[] classFile) {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(classFile)
        .accept(
            new ClassVisitor(Opcodes.ASM9, writer) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String descriptor, String signature, String[] thrown) {
                MethodVisitor code = super.visitMethod(access, name, descriptor, signature, thrown);
                return new MethodVisitor(Opcodes.ASM9, code) {
                  @Override
                  public void visitMethodInsn(
                      int opcode, String owner, String name, String descriptor, boolean face) {
                    String to = owner.startsWith(GuardMethod.Room.PREFIX) ? DOUBLE : owner;
                    super.visitMethodInsn(opcode, to, name, descriptor, face);
                  }
                };
              }
            },
            0);
    return writer.toByteArray();
  }
}
