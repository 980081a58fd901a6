package dev.diverge.plugins.otel;

import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * A {@code -javaagent} of ours that the JVM has yet to come to, behind OpenTelemetry's: its jar and
 * its arguments are what the user asked for.
 */
record LaterFlag(File jar, String arguments) {

  private static final String FLAG = "-javaagent:";

  /** The first that names our jar, null if none does. */
  static @Nullable LaterFlag find(Instrumentation instrumentation) {
    return find(flags(instrumentation));
  }

  static @Nullable LaterFlag find(String flags) {
    for (int at = flags.indexOf(FLAG); at >= 0; at = flags.indexOf(FLAG, at + 1)) {
      int next = flags.indexOf(" -", at);
      String agent = flags.substring(at + FLAG.length(), next < 0 ? flags.length() : next);
      int options = agent.indexOf('=');
      File jar = new File((options < 0 ? agent : agent.substring(0, options)).strip());
      if (isOurs(jar)) {
        return new LaterFlag(jar, options < 0 ? "" : agent.substring(options + 1).strip());
      }
    }
    return null;
  }

  /** By its name first: others' jars are large. */
  private static boolean isOurs(File jar) {
    if (!jar.getName().contains("diverge") || !jar.isFile()) {
      return false;
    }
    try (JarFile file = new JarFile(jar, false)) {
      Manifest manifest = file.getManifest();
      return manifest != null
          && Installation.ENTRY.equals(manifest.getMainAttributes().getValue("Premain-Class"));
    } catch (IOException noJar) {
      return false;
    }
  }

  /** As the VM remembers them, those of {@code JAVA_TOOL_OPTIONS} included. */
  private static String flags(Instrumentation instrumentation) {
    try {
      Class<?> support = Class.forName("jdk.internal.vm.VMSupport");
      instrumentation.redefineModule(
          support.getModule(),
          Set.of(),
          Map.of(support.getPackageName(), Set.of(LaterFlag.class.getModule())),
          Map.of(),
          Set.of(),
          Map.of());
      Method properties = support.getMethod("getAgentProperties");
      return ((Properties) properties.invoke(null)).getProperty("sun.jvm.args", "");
    } catch (ReflectiveOperationException | RuntimeException | LinkageError otherJvm) {
      return "";
    }
  }
}
