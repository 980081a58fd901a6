package dev.diverge.testapps.vmlab;

import dev.diverge.testapps.Arguments;
import dev.diverge.testlab.AgentJar;
import dev.diverge.testlab.JavaHome;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What the command line of the report says: a plan without an agent, and the agent's part. */
record VmLabOptions(
    GuestPlan plan, Path agent, String source, int clones, boolean window, boolean cold) {
  static final String USAGE =
      """
      usage: VmLabReport [option value]…
        --kernel 6.1|6.12|7.2 the guest's kernel (6.12)
        --jdk PATH|17|25      the guest's JDK (the running one)
        --clones N            how many (8)
        --source SOURCE       the agent's source (kmsg); sysgenid brings the kernel module,
                              vmclock, with 7.2, the device
        --emitters CLASS      what draws, an EmitterSet (all of the JDK's)
        --libraries PATH      jars and folders that it needs
        --agent JAR           the agent (the one that this build made)
        --jvm "OPTIONS"       more options for the guest's JVM
        --companion COMMAND   run this beside the guest's JVM, from before its start
        --cpus N              of the guest (1)
        --module              load the kernel module, whatever the source
        --window              for how long clones draw the same, instead of what they draw
        --cold                how much of its memory a clone's first transition touches,
                              instead; the source is a page, and the guest draws a UUID""";

  static VmLabOptions parse(String... words) {
    Arguments arguments =
        Arguments.parse(
            words,
            Set.of(
                "--kernel",
                "--jdk",
                "--clones",
                "--source",
                "--emitters",
                "--libraries",
                "--agent",
                "--jvm",
                "--companion",
                "--cpus"),
            Set.of("--module", "--window", "--cold"));
    boolean window = arguments.has("--window");
    GuestPlan plan =
        GuestPlan.plain(
                Kernel.named(arguments.value("--kernel").orElse("6.12")),
                arguments.value("--jdk").map(JavaHome::named).orElseGet(JavaHome::running).home())
            .withWork(work(arguments, window))
            .withCpus(arguments.count("--cpus", 1))
            .withCompanions(arguments.value("--companion").map(List::of).orElse(List.of()))
            .withJvmOptions(
                arguments
                    .value("--jvm")
                    .map(options -> List.of(options.trim().split("\\s+")))
                    .orElse(List.of()));
    return new VmLabOptions(
        arguments.has("--module") ? plan.withSysgenidModule() : plan,
        arguments
            .value("--agent")
            .map(VmLabOptions::existing)
            .orElseGet(() -> AgentJar.required().jar()),
        arguments.value("--source").orElse("kmsg"),
        arguments.count("--clones", 8),
        window,
        arguments.has("--cold"));
  }

  private static GuestWork work(Arguments arguments, boolean window) {
    GuestWork usual = window ? GuestWork.of(GuestStream.Alone.class) : GuestWork.jdk();
    List<Path> libraries =
        Stream.of(arguments.value("--libraries").orElse("").split(File.pathSeparator))
            .filter(path -> !path.isEmpty())
            .map(VmLabOptions::existing)
            .toList();
    return arguments
        .value("--emitters")
        .map(emitters -> GuestWork.drawing(emitters, !window))
        .orElse(usual)
        .with(libraries);
  }

  private static Path existing(String path) {
    Path there = Path.of(path).toAbsolutePath();
    if (!there.toFile().exists()) {
      throw new IllegalArgumentException("no such file: " + path);
    }
    return there;
  }
}
