package dev.diverge.agent.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.integrations.SensitiveType;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.function.Consumer;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Every method of many real classes, guarded in every way there is, is still verified. */
class RealClassesTest {

  @Test
  void ofThisJvmsLibraries() throws Exception {
    List<String> troubles = new ArrayList<>();
    int linked = 0;
    for (String path : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (path.endsWith(".jar") && (path.contains("junit") || path.contains("asm"))) {
        linked += weaveAll(path, troubles);
      }
    }
    assertEquals("", String.join("\n", troubles.subList(0, Math.min(5, troubles.size()))));
    assertTrue(linked > 500, linked + " classes");
  }

  private static int weaveAll(String jar, List<String> troubles) throws IOException {
    Loom loom = new Loom(RealClassesTest.class.getClassLoader());
    List<String> names = new ArrayList<>();
    for (byte[] classFile : classFiles(jar)) {
      String name = Loom.nameOf(classFile);
      try {
        byte[] woven = Loom.guarded(classFile, all(classFile), new ArrayList<>());
        loom.add(woven == null ? classFile : woven);
        names.add(name);
      } catch (RuntimeException e) {
        troubles.add(name + ": " + e);
      }
    }
    int linked = 0;
    for (String name : names) {
      try {
        linked += Class.forName(name, false, loom).getDeclaredMethods().length > 0 ? 1 : 0;
      } catch (NoClassDefFoundError absent) {
        linked++; // some other library's, which a method's types name
      } catch (ClassNotFoundException | LinkageError e) {
        troubles.add(name + ": " + String.valueOf(e).lines().limit(5).toList());
      }
    }
    return linked;
  }

  /** All at once, since what one visitor adds the next one has to bear. */
  private static Consumer<SensitiveType> all(byte[] classFile) {
    List<String> keys = new ArrayList<>();
    List<String> statics = new ArrayList<>();
    new ClassReader(classFile)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public @Nullable MethodVisitor visitMethod(
                  int access, String name, String descriptor, String signature, String[] thrown) {
                boolean hasCode = (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0;
                if (hasCode && !name.equals("<clinit>")) {
                  keys.add(Shape.key(name, descriptor));
                  if ((access & Opcodes.ACC_STATIC) == 0 && !name.equals("<init>")) {
                    statics.add(Shape.key(name, descriptor));
                  }
                }
                return null;
              }
            },
            ClassReader.SKIP_CODE);
    return type ->
        type.checked(keys.toArray(new String[0]))
            .drawn(statics.toArray(new String[0]))
            .noticed(keys.toArray(new String[0]))
            .tracked()
            .trackedStatics()
            .onClone(steps -> steps.run((state, fresh) -> {}))
            .onCloneEach(steps -> steps.run((state, fresh) -> {}));
  }

  private static List<byte[]> classFiles(String jar) throws IOException {
    List<byte[]> files = new ArrayList<>();
    try (JarFile file = new JarFile(jar)) {
      for (Enumeration<JarEntry> entries = file.entries(); entries.hasMoreElements(); ) {
        JarEntry entry = entries.nextElement();
        String name = entry.getName();
        if (name.endsWith(".class") && !name.contains("-info") && !name.startsWith("META-INF")) {
          try (InputStream in = file.getInputStream(entry)) {
            files.add(in.readAllBytes());
          }
        }
      }
    }
    return files;
  }
}
