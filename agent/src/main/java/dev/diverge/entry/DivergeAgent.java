package dev.diverge.entry;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The entry of the agent, which the application can see; of the rest nothing.
 *
 * <p>That rest has a class loader in java.base and a named module that is open to nobody. Both
 * matter: whatever is in an unnamed module may be read and even added to by any code that has but a
 * class of it in hand, and a callback of the application's finds ours on its stack. So what is
 * promised: from our static fields, threads, loaders, beans and stack frames application code gets
 * no further than it would without us, not to {@link Instrumentation} nor to what random bytes are
 * made of. What is not: application code that loads native code, attaches to its own JVM or was
 * given {@code --add-opens java.base/java.lang}; that can do all this without us.
 *
 * <p>It has a package of its own: beside a named module that holds {@code dev.diverge}, as the
 * API's does, the system loader would not look for this class in the agent's jar.
 *
 * <p>Fail open: nothing is ever thrown out of here. Unless {@code on-failure=halt} was asked for,
 * by whatever way an option is given: then no failure goes past it.
 */
public final class DivergeAgent {

  private static final String GATE_DEFINER = "dev.diverge.threshold.GateDefiner";
  private static final String ASK = "ask=";
  private static final String FIGURES = "figures";
  private static final String INSTALLED = "dev.diverge.installed";

  /** Set by who has installed the agent in the place of a -javaagent that was yet to come. */
  private static final String BEFOREHAND = "beforehand";

  private static final String GUARD = "java.lang.DivergeGuard";

  // JDK tools that JAVA_TOOL_OPTIONS reaches too: they are over before an agent could be of use.
  private static final String[] TOOL_MODULES = {
    "jdk.compiler",
    "jdk.jartool",
    "jdk.javadoc",
    "jdk.jcmd",
    "jdk.jdeps",
    "jdk.jdi",
    "jdk.jfr",
    "jdk.jlink",
    "jdk.jpackage",
    "jdk.jshell",
    "jdk.jconsole",
    "jdk.hotspot.agent",
    "jdk.internal.opt",
    "jdk.unsupported.desktop",
    "java.scripting",
    "jdk.security.auth",
  };

  /** What starts a program given as source, in the compiler's module: no tool, an application. */
  private static final String SOURCE_LAUNCHER = "jdk.compiler/com.sun.tools.javac.launcher.";

  /** keytool and its sibling. */
  private static final String BASE_TOOLS = "java.base/sun.security.tools.";

  /** The agent in this JVM, for whoever attaches to ask it: it answers, and no more than that. */
  private static volatile @Nullable Function<Object, @Nullable Object> installed;

  private DivergeAgent() {}

  public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
    start(arguments, instrumentation, false);
  }

  public static void agentmain(@Nullable String arguments, Instrumentation instrumentation) {
    if (arguments != null && arguments.startsWith(ASK)) {
      try {
        ask(arguments);
      } catch (Throwable t) {
        System.err.println(
            "diverge: whoever asks gets no answer: "
                .concat(t.getClass().getName())
                .concat("; if the agent's jar was written over, restart this JVM"));
      }
      return;
    }
    start(arguments, instrumentation, true);
  }

  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 2 && arguments[0].equals(ASK) && installed != null) {
      Thread answering = ask(arguments[1]); // the doctor's own child
      if (answering != null) {
        answering.join();
      }
      System.exit(0);
    }
    int status =
        (int)
            new AgentLoader(home())
                .loadClass("dev.diverge.agent.cli.CommandLine")
                .getMethod("run", String[].class)
                .invoke(null, (Object) arguments);
    System.exit(status);
  }

  /**
   * For who shows them elsewhere: the epoch of the last transition, how many nanoseconds it took,
   * failures, refused TLS connections, refused uses of ciphers. Null if the agent is not there.
   */
  public static long @Nullable [] figures() {
    Function<Object, @Nullable Object> agent = installed;
    return agent == null ? null : (long[]) agent.apply(FIGURES);
  }

  private static void start(
      @Nullable String arguments, Instrumentation instrumentation, boolean late) {
    try {
      if (isJdkTool()) {
        return;
      }
      if (isInstalled()) {
        if (System.getProperties().replace(INSTALLED, BEFOREHAND, "true")) {
          return; // it was installed with these very arguments
        }
        System.err.println(Second.line(arguments));
        return;
      }
      AgentLoader jar = new AgentLoader(home());
      Function<Object, @Nullable Object> gate = gate(jar, instrumentation);
      Function<Object, @Nullable Object> install = function(gate.apply(jar));
      Object[] how = {instrumentation, arguments == null ? "" : arguments, late, gate};
      if (install.apply(how) == null) {
        installed = install;
      }
      jar.startIsOver();
    } catch (Throwable t) {
      new Failure(arguments).end(t);
    }
  }

  /** The one way into java.base, which is opened to a module that nobody else has in hand. */
  private static Function<Object, @Nullable Object> gate(
      AgentLoader jar, Instrumentation instrumentation) throws ReflectiveOperationException {
    @SuppressWarnings("unchecked") // its own declaration
    BiFunction<Instrumentation, Function<String, byte @Nullable []>, Object> crossing =
        (BiFunction<Instrumentation, Function<String, byte @Nullable []>, Object>)
            jar.loadClass(GATE_DEFINER).getConstructor().newInstance();
    return function(crossing.apply(instrumentation, jar));
  }

  @SuppressWarnings("unchecked") // declared so, in java.base and in the agent
  private static Function<Object, @Nullable Object> function(@Nullable Object made) {
    if (made == null) {
      throw new IllegalStateException();
    }
    return (Function<Object, @Nullable Object>) made;
  }

  /**
   * A second copy of this class has statics of its own; the property is one for the JVM. It is no
   * more than a hint, since anybody may set it.
   */
  private static boolean isInstalled() {
    if (System.getProperties().putIfAbsent(INSTALLED, "true") == null) {
      return false;
    }
    try {
      Class.forName(GUARD, false, null);
      return true;
    } catch (ClassNotFoundException hintedAtOnly) {
      return false;
    }
  }

  private static @Nullable Thread ask(String question) {
    Function<Object, @Nullable Object> agent = installed;
    return agent == null ? null : (Thread) agent.apply(question);
  }

  /** By the module of the main class: an application's arguments are none of our business. */
  private static boolean isJdkTool() {
    String module = System.getProperty("jdk.module.main");
    if (module == null) {
      return false;
    }
    String command = System.getProperty("sun.java.command", "");
    for (String tool : TOOL_MODULES) {
      if (tool.equals(module)) {
        return !command.startsWith(SOURCE_LAUNCHER);
      }
    }
    return command.startsWith(BASE_TOOLS);
  }

  private static File home() throws URISyntaxException {
    URL url = DivergeAgent.class.getProtectionDomain().getCodeSource().getLocation();
    String path = url.getPath();
    return new File(path.indexOf('%') < 0 ? path : url.toURI().getPath());
  }
}
