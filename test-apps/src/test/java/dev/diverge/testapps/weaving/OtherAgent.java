package dev.diverge.testapps.weaving;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/** Another agent, as those are that instrument, hot swap or measure. */
public final class OtherAgent {

  private static @Nullable Instrumentation instrumentation;

  private OtherAgent() {}

  public static void premain(String arguments, Instrumentation given) {
    instrumentation = given;
  }

  /** The flag that has it loaded; its class is on the class path. */
  static String flag(Path folder) throws IOException {
    Path jar = folder.resolve("other-agent.jar");
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.putValue("Premain-Class", OtherAgent.class.getName());
    main.putValue("Can-Redefine-Classes", "true");
    main.putValue("Can-Retransform-Classes", "true");
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    return "-javaagent:" + jar;
  }

  /** Gives a class the bytes that it was compiled to. */
  static void redefine(Class<?> type) {
    String file = "/" + type.getName().replace('.', '/') + ".class";
    try (InputStream in = type.getResourceAsStream(file)) {
      byte[] bytes = Objects.requireNonNull(in, file).readAllBytes();
      Objects.requireNonNull(instrumentation).redefineClasses(new ClassDefinition(type, bytes));
    } catch (Exception e) {
      throw new IllegalStateException(type + " cannot be redefined", e);
    }
  }

  static void retransform(Class<?> type) {
    try {
      Objects.requireNonNull(instrumentation).retransformClasses(type);
    } catch (Exception e) {
      throw new IllegalStateException(type + " cannot be retransformed", e);
    }
  }
}
