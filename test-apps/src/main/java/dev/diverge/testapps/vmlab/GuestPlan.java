package dev.diverge.testapps.vmlab;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What one guest is: its kernel, its JDK, what runs in it and with which agent. Companions are
 * shell commands that run beside the application from before its start.
 */
public record GuestPlan(
    Kernel kernel,
    Path jdk,
    GuestWork work,
    List<String> jvmOptions,
    Optional<AgentOption> agent,
    boolean sysgenidModule,
    List<String> companions,
    Hardware hardware) {
  private static final String PAGE = "page:";

  /** An agent's jar, its source, and whether a publisher raises that, if it is a page. */
  public record AgentOption(Path jar, String source, boolean published) {}

  public GuestPlan {
    jvmOptions = List.copyOf(jvmOptions);
    companions = List.copyOf(companions);
  }

  /** Without an agent, and with every emitter of the JDK. */
  public static GuestPlan plain(Kernel kernel, Path jdk) {
    return new GuestPlan(
        kernel,
        jdk,
        GuestWork.jdk(),
        List.of(),
        Optional.empty(),
        false,
        List.of(),
        Hardware.usual());
  }

  public GuestPlan withKernel(Kernel other) {
    return new GuestPlan(other, jdk, work, jvmOptions, agent, sysgenidModule, companions, hardware);
  }

  public GuestPlan withJdk(Path other) {
    return new GuestPlan(
        kernel, other, work, jvmOptions, agent, sysgenidModule, companions, hardware);
  }

  public GuestPlan withWork(GuestWork other) {
    return new GuestPlan(
        kernel, jdk, other, jvmOptions, agent, sysgenidModule, companions, hardware);
  }

  public GuestPlan withJvmOptions(List<String> options) {
    return new GuestPlan(kernel, jdk, work, options, agent, sysgenidModule, companions, hardware);
  }

  /**
   * Its source, as the {@code source} option has it; {@code sysgenid} brings the module, {@code
   * vmclock} the device, {@code page:PATH} a publisher.
   */
  public GuestPlan withAgent(Path jar, String source) {
    return withAgent(new AgentOption(jar, source, true));
  }

  /** One that follows a page which the application raises itself. */
  GuestPlan withAgentOn(Path jar, String page) {
    return withAgent(new AgentOption(jar, PAGE + page, false));
  }

  private GuestPlan withAgent(AgentOption option) {
    String source = option.source();
    return new GuestPlan(
        kernel,
        jdk,
        work,
        jvmOptions,
        Optional.of(option),
        sysgenidModule || source.contains("sysgenid"),
        companions,
        source.contains(Vmclock.DEVICE) ? hardware.withVmclock() : hardware);
  }

  public GuestPlan withSysgenidModule() {
    return new GuestPlan(kernel, jdk, work, jvmOptions, agent, true, companions, hardware);
  }

  /** The path of the page that the agent follows, if it does. */
  Optional<String> page() {
    return agent
        .map(AgentOption::source)
        .filter(source -> source.startsWith(PAGE))
        .map(source -> source.substring(PAGE.length()));
  }

  public GuestPlan withCompanions(List<String> commands) {
    return new GuestPlan(kernel, jdk, work, jvmOptions, agent, sysgenidModule, commands, hardware);
  }

  public GuestPlan withCpus(int number) {
    return with(hardware.withCpus(number));
  }

  public GuestPlan with(Hardware other) {
    return new GuestPlan(kernel, jdk, work, jvmOptions, agent, sysgenidModule, companions, other);
  }
}
