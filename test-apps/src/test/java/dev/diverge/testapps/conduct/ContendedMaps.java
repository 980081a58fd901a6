package dev.diverge.testapps.conduct;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * A ConcurrentHashMap for {@code --patch-module} that does on threads of a certain name, whatever
 * is added to it, what the JDK's does when two threads fight over its count: it asks
 * ThreadLocalRandom.
 */
final class ContendedMaps extends ClassVisitor {

  /** The name of the threads. */
  static final String THREAD = "contended";

  private ContendedMaps(ClassWriter writer) {
    super(Opcodes.ASM9, writer);
  }

  /** The class of this JVM's JDK, below {@code folder}. */
  static void write(Path folder) throws IOException {
    String name = Type.getInternalName(ConcurrentHashMap.class) + ".class";
    try (InputStream in = ClassLoader.getSystemResourceAsStream(name)) {
      ClassReader reader = new ClassReader(in);
      ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
      reader.accept(new ContendedMaps(writer), 0);
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, writer.toByteArray());
    }
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] exceptions) {
    MethodVisitor code = super.visitMethod(access, name, descriptor, signature, exceptions);
    return name.equals("addCount") ? new Asking(code) : code;
  }

  private static final class Asking extends MethodVisitor {

    Asking(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitCode() {
      super.visitCode();
      Label calm = new Label();
      visitLdcInsn(THREAD);
      visitMethodInsn(
          Opcodes.INVOKESTATIC, "java/lang/Thread", "currentThread", "()Ljava/lang/Thread;", false);
      visitMethodInsn(
          Opcodes.INVOKEVIRTUAL, "java/lang/Thread", "getName", "()Ljava/lang/String;", false);
      visitMethodInsn(
          Opcodes.INVOKEVIRTUAL, "java/lang/String", "equals", "(Ljava/lang/Object;)Z", false);
      visitJumpInsn(Opcodes.IFEQ, calm);
      visitMethodInsn(
          Opcodes.INVOKESTATIC, "java/util/concurrent/ThreadLocalRandom", "getProbe", "()I", false);
      visitInsn(Opcodes.POP);
      visitLabel(calm);
      visitFrame(Opcodes.F_SAME, 0, null, 0, null);
    }
  }
}
