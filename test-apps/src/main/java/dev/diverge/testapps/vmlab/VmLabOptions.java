package dev.diverge.testapps.vmlab;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the command line of the report says. */
record VmLabOptions(GuestPlan plan, int clones, boolean window) {
  static final String USAGE =
      """
      usage: VmLabReport [option value]…
        --kernel 6.1|6.12     the guest's kernel (6.12)
        --jdk PATH            the guest's JDK (the running one)
        --clones N            how many (4)
        --agent JAR           run the guest's JVM with this agent
        --source SOURCE       the agent's source (auto); sysgenid brings the kernel module
        --emitters CLASS      what draws, a GuestEmitters (one for each kind of the JDK's state)
        --class-path PATH     where it is (the lab's own classes)
        --jvm "OPTIONS"       more options for the guest's JVM
        --module yes|no       load the kernel module (yes with the source sysgenid, else no)
        --companion COMMAND   run this beside the guest's JVM, from before its start
        --cpus N              of the guest (1)
        --measure table|window
                              what clones draw, or for how long they draw the same (table)""";

  static VmLabOptions parse(String... arguments) {
    GuestPlan plan = GuestPlan.plain(Kernel.LINUX_6_12, Path.of(System.getProperty("java.home")));
    Optional<Path> agent = Optional.empty();
    String source = "auto";
    String emitters = plan.emitters();
    List<Path> classPath = plan.classPath();
    int clones = 4;
    boolean window = false;
    boolean module = false;
    if (arguments.length % 2 != 0) {
      throw new IllegalArgumentException(
          arguments[arguments.length - 1] + " is no option, or its value is missing");
    }
    for (int i = 0; i < arguments.length; i += 2) {
      String value = arguments[i + 1];
      switch (arguments[i]) {
        case "--kernel" -> plan = plan.withKernel(Kernel.named(value));
        case "--jdk" -> plan = plan.withJdk(existing(value));
        case "--clones" -> clones = number(value);
        case "--agent" -> agent = Optional.of(existing(value));
        case "--source" -> source = value;
        case "--emitters" -> emitters = value;
        case "--class-path" -> classPath = paths(value);
        case "--jvm" -> plan = plan.withJvmOptions(List.of(value.trim().split("\\s+")));
        case "--module" -> module = isYes(value);
        case "--companion" -> plan = plan.withCompanions(List.of(value));
        case "--cpus" -> plan = plan.withCpus(number(value));
        case "--measure" -> window = isWindow(value);
        default -> throw new IllegalArgumentException("unknown option " + arguments[i]);
      }
    }
    plan = plan.withEmitters(emitters, classPath);
    if (agent.isPresent()) {
      plan = plan.withAgent(agent.get(), "source=" + source);
    }
    return new VmLabOptions(
        module || source.contains("sysgenid") ? plan.withSysgenidModule() : plan, clones, window);
  }

  private static Path existing(String path) {
    Path there = Path.of(path).toAbsolutePath();
    if (!there.toFile().exists()) {
      throw new IllegalArgumentException("no such file: " + path);
    }
    return there;
  }

  private static List<Path> paths(String classPath) {
    return Stream.of(classPath.split(File.pathSeparator, -1)).map(VmLabOptions::existing).toList();
  }

  private static int number(String value) {
    if (!value.matches("[1-9]\\d{0,4}")) {
      throw new IllegalArgumentException("not a number: " + value);
    }
    return Integer.parseInt(value);
  }

  private static boolean isYes(String value) {
    return switch (value) {
      case "yes" -> true;
      case "no" -> false;
      default -> throw new IllegalArgumentException("yes or no, not " + value);
    };
  }

  private static boolean isWindow(String value) {
    return switch (value) {
      case "window" -> true;
      case "table" -> false;
      default -> throw new IllegalArgumentException("--measure table or window, not " + value);
    };
  }
}
