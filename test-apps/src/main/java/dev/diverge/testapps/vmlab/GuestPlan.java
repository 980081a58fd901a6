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
    List<Path> classPath,
    String emitters,
    List<String> jvmOptions,
    Optional<AgentOption> agent,
    boolean sysgenidModule,
    List<String> companions,
    int cpus) {
  static final int MEMORY_MB = 512;

  /** An agent's jar and its options, {@code source=kmsg} say. */
  public record AgentOption(Path jar, String options) {}

  public GuestPlan {
    classPath = List.copyOf(classPath);
    jvmOptions = List.copyOf(jvmOptions);
    companions = List.copyOf(companions);
  }

  /** Without an agent, and with the lab's own emitters. */
  public static GuestPlan plain(Kernel kernel, Path jdk) {
    return new GuestPlan(
        kernel,
        jdk,
        List.of(Workshop.classes()),
        JdkSample.class.getName(),
        List.of(),
        Optional.empty(),
        false,
        List.of(),
        1);
  }

  public GuestPlan withKernel(Kernel other) {
    return new GuestPlan(
        other, jdk, classPath, emitters, jvmOptions, agent, sysgenidModule, companions, cpus);
  }

  public GuestPlan withJdk(Path other) {
    return new GuestPlan(
        kernel, other, classPath, emitters, jvmOptions, agent, sysgenidModule, companions, cpus);
  }

  public GuestPlan withEmitters(String className, List<Path> itsClassPath) {
    return new GuestPlan(
        kernel, jdk, itsClassPath, className, jvmOptions, agent, sysgenidModule, companions, cpus);
  }

  public GuestPlan withJvmOptions(List<String> options) {
    return new GuestPlan(
        kernel, jdk, classPath, emitters, options, agent, sysgenidModule, companions, cpus);
  }

  public GuestPlan withAgent(Path jar, String options) {
    return new GuestPlan(
        kernel,
        jdk,
        classPath,
        emitters,
        jvmOptions,
        Optional.of(new AgentOption(jar, options)),
        sysgenidModule,
        companions,
        cpus);
  }

  public GuestPlan withSysgenidModule() {
    return new GuestPlan(
        kernel, jdk, classPath, emitters, jvmOptions, agent, true, companions, cpus);
  }

  public GuestPlan withCompanions(List<String> commands) {
    return new GuestPlan(
        kernel, jdk, classPath, emitters, jvmOptions, agent, sysgenidModule, commands, cpus);
  }

  public GuestPlan withCpus(int number) {
    return new GuestPlan(
        kernel, jdk, classPath, emitters, jvmOptions, agent, sysgenidModule, companions, number);
  }
}
