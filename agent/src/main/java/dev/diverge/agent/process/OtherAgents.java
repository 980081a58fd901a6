package dev.diverge.agent.process;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * The agents this JVM was started with besides ours, as the VM remembers its arguments, those of
 * {@code JAVA_TOOL_OPTIONS} included. Their options are left out: some hold keys. Agents that were
 * attached to the running JVM leave no trace there.
 */
public final class OtherAgents {

  private static final String[] FLAGS = {"-javaagent:", "-agentlib:", "-agentpath:"};

  private OtherAgents() {}

  /** A line for each, in their order, which is that of their start. */
  public static List<String> of(Instrumentation instrumentation, String ours) {
    return named(arguments(instrumentation), ours);
  }

  public static List<String> named(String arguments, String ours) {
    List<String> others = new ArrayList<>();
    boolean started = false;
    for (int at = 0; at < arguments.length(); at = next(arguments, at)) {
      for (String flag : FLAGS) {
        if (arguments.startsWith(flag, at)) {
          String name = name(arguments.substring(at + flag.length(), next(arguments, at)));
          if (flag.equals("-javaagent:") && name.equals(ours)) {
            started = true;
          } else {
            others.add(name.concat(started ? ", after this one" : ", before this one"));
          }
        }
      }
    }
    return others;
  }

  /** Arguments are joined by blanks, and may hold some. */
  private static int next(String arguments, int from) {
    int dash = arguments.indexOf(" -", from);
    return dash < 0 ? arguments.length() : dash + 1;
  }

  private static String name(String agent) {
    int options = agent.indexOf('=');
    return new File((options < 0 ? agent : agent.substring(0, options)).strip()).getName();
  }

  private static String arguments(Instrumentation instrumentation) {
    try {
      Class<?> support = Class.forName("jdk.internal.vm.VMSupport");
      instrumentation.redefineModule(
          support.getModule(),
          Set.of(),
          Map.of(support.getPackageName(), Set.of(OtherAgents.class.getModule())),
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
