package dev.diverge.plugins.otel;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * Starts the agent in this JVM as the JVM itself would, with the {@link Instrumentation} that
 * OpenTelemetry's agent was given; once, and not where it is there already.
 *
 * <p>The jar goes to the system class loader's search, where a {@code -javaagent} of the JVM's puts
 * it: whoever attaches looks for it there.
 */
final class Installation {

  static final String ENTRY = "dev.diverge.entry.DivergeAgent";

  private static final String HOLDER =
      "io.opentelemetry.javaagent.bootstrap.InstrumentationHolder"; // in the boot loader
  private static final String GUARD = "java.lang.DivergeGuard";

  /** The agent's own property, which says that it is there. */
  private static final String INSTALLED = "dev.diverge.installed";

  /** The JVM's own start of the agent, which is to come, is told nothing then. */
  private static final String BEFOREHAND = "beforehand";

  private static boolean begun;

  private Installation() {}

  /** Installs the agent, if that was not tried yet; whether it is there. */
  static synchronized boolean begin() {
    if (!begun) {
      begun = true;
      try {
        install();
      } catch (Throwable t) {
        fail(t);
      }
    }
    return isDone();
  }

  static boolean isDone() {
    try {
      Class.forName(GUARD, false, null);
      return true;
    } catch (ClassNotFoundException notYet) {
      return false;
    }
  }

  static void say(String line) {
    System.err.println("diverge: ".concat(line));
  }

  private static void install() throws Exception {
    if (isDone()) {
      return; // by a -javaagent before OpenTelemetry's
    }
    Instrumentation instrumentation =
        (Instrumentation)
            Class.forName(HOLDER, true, null).getMethod("getInstrumentation").invoke(null);
    if (instrumentation == null) {
      throw new IllegalStateException("OpenTelemetry's agent has no Instrumentation to give");
    }
    LaterFlag flag = LaterFlag.find(instrumentation);
    File jar = flag == null ? AgentFile.find() : flag.jar();
    try (JarFile file = new JarFile(jar, false)) {
      instrumentation.appendToSystemClassLoaderSearch(file);
    }
    start(instrumentation, flag == null ? "" : flag.arguments());
    if (flag != null && isDone()) {
      System.setProperty(INSTALLED, BEFOREHAND);
    }
  }

  private static void start(Instrumentation instrumentation, String arguments)
      throws ReflectiveOperationException {
    Class.forName(ENTRY, true, ClassLoader.getSystemClassLoader())
        .getMethod("premain", String.class, Instrumentation.class)
        .invoke(null, arguments, instrumentation);
  }

  private static void fail(Throwable t) {
    @Nullable Throwable cause = t instanceof InvocationTargetException ? t.getCause() : t;
    say("not installed, the application runs unprotected: ".concat(String.valueOf(cause)));
    String asked = System.getProperty("diverge.on-failure", System.getenv("DIVERGE_ON_FAILURE"));
    if ("halt".equals(asked)) {
      say("on-failure=halt: the JVM stops");
      Runtime.getRuntime().halt(1);
    }
  }
}
