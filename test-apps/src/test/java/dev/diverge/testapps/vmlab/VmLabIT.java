package dev.diverge.testapps.vmlab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.diverge.testlab.AgentJar;
import dev.diverge.testlab.EmitterOutcome;
import dev.diverge.testlab.JavaHome;
import dev.diverge.testlab.Outcome;
import dev.diverge.testlab.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Real VMs. Slow, and in need of packages: {@code mvn verify -Ddiverge.vm=true}, with {@code
 * -Ddiverge.vm.kernels=6.1,6.12} for some of them.
 */
@Tag("vm")
@EnabledIfSystemProperty(named = "diverge.vm", matches = "true")
class VmLabIT {
  private static final int CLONES = 4;

  private static final JavaHome JDK = JavaHome.forTests();

  private static final List<String> SOURCES =
      List.of("kmsg", "sysgenid", "page:/run/diverge/generation");

  private static final String VMCLOCK = "vmclock";

  /** Were it not for these, a test that finds no repeats would prove nothing. */
  private static final Set<String> REPEATED =
      Set.of(
          "SecureRandom",
          "NativePRNG",
          "DRBG",
          "SHA1PRNG",
          "Random",
          "Math.random",
          "ThreadLocalRandom",
          "SplittableRandom",
          "generator L64X128MixRandom",
          "UUID.randomUUID",
          "File.createTempFile",
          "AES key",
          "EC key pair",
          "ECDSA nonce",
          "TLS ClientHello random");

  private final Workshop workshop = Workshop.standard();

  static Stream<Kernel> kernels() {
    String asked = System.getProperty("diverge.vm.kernels", "6.1,6.12");
    return Stream.of(asked.split(",", -1)).map(Kernel::named);
  }

  private record Arm(String name, VmLab lab) {}

  /** Every emitter of the JDK, on parked platform and virtual threads, by every source. */
  @ParameterizedTest
  @MethodSource("kernels")
  void noCloneRepeatsAnother(Kernel kernel) {
    GuestPlan plan = GuestPlan.plain(kernel, JDK.home());
    List<Arm> arms =
        Stream.concat(
                Stream.of(new Arm("without an agent", new VmLab(workshop, plan))),
                sources(kernel).map(source -> guarded(plan, source)))
            .toList();

    List<Outcome> outcomes =
        AtOnce.all(IntStream.range(0, arms.size()), arm -> arms.get(arm).lab().run(CLONES));

    System.out.printf("%d VM clones, Linux %s, Java %s%n", CLONES, kernel, JDK.version());
    for (int i = 0; i < arms.size(); i++) {
      Arm arm = arms.get(i);
      System.out.printf(
          Locale.ROOT,
          "  %-42s %s%n  %-42s (%s)%n",
          arm.name(),
          outcomes.get(i).summary(),
          "",
          arm.lab().times());
    }
    assertRepeats(outcomes.get(0));
    for (Outcome guarded : outcomes.subList(1, outcomes.size())) {
      assertTrue(
          guarded.complaints().isEmpty(),
          () -> String.join("\n", guarded.complaints()) + "\n" + guarded.stderr());
      assertEquals(CLONES, epochsBegun(guarded), guarded.stderr());
    }
  }

  private static Stream<String> sources(Kernel kernel) {
    return Vmclock.isThere(kernel)
        ? Stream.concat(SOURCES.stream(), Stream.of(VMCLOCK))
        : SOURCES.stream();
  }

  /** The hypervisor's own page: nothing is drawn twice, which no other source can promise. */
  @ParameterizedTest
  @MethodSource("kernels")
  void nothingIsDrawnTwiceByVmclock(Kernel kernel) {
    assumeTrue(Vmclock.isThere(kernel), "no QEMU with vmclock, or no driver in Linux " + kernel);
    WindowTable windows = windows(kernel, VMCLOCK);
    System.out.printf("Linux %s, vmclock: %s%n", kernel, windows);
    // One may have been drawn, and not counted yet, when the snapshot was taken.
    assertTrue(windows.percentile(100).values() <= 1, windows::toString);
    assertEquals(0, windows.neverReset(), windows::toString);

    WindowTable others = windows(kernel, "kmsg");
    System.out.printf("Linux %s, kmsg: %s%n", kernel, others);
    assertTrue(others.percentile(50).values() > 1, others::toString);
  }

  private WindowTable windows(Kernel kernel, String source) {
    GuestPlan plan =
        GuestPlan.plain(kernel, JDK.home())
            .withWork(GuestWork.of(GuestStream.Alone.class))
            .withAgent(AgentJar.required().jar(), source);
    return new WindowLab(workshop, plan).windows(CLONES);
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void theKernelModulePassesItsOwnTest(Kernel kernel) throws Exception {
    HostTools.require(List.of(kernel));
    Path image = new GuestImage(workshop).ofModuleTest(kernel);
    Hypervisor.GuestMachine machine =
        new Hypervisor.GuestMachine(kernel.bootImage(), image, Hardware.usual().withCpus(2));
    try (Hypervisor hypervisor = new Hypervisor(kernel);
        Vm vm = hypervisor.boot(machine, UUID.randomUUID())) {
      boolean ended = vm.awaitEnd(Duration.ofMinutes(3));
      String console = vm.console().text();
      System.out.println(console);
      assertTrue(ended, console);
      assertTrue(console.contains("sysgenid-test: passed"), console);
    }
  }

  private Arm guarded(GuestPlan plan, String source) {
    return new Arm(
        "with Diverge, " + source,
        new VmLab(workshop, plan.withAgent(AgentJar.required().jar(), source)));
  }

  private static long epochsBegun(Outcome outcome) {
    return outcome.stderr().lines().filter(line -> line.startsWith(Vm.DETECTED)).count();
  }

  private static void assertRepeats(Outcome control) {
    List<String> repeated =
        control.judged(Verdict.REPEATED).stream().map(EmitterOutcome::name).toList();
    String onVirtualThreads = JDK.feature() >= 21 ? ", on a virtual thread" : "";
    for (String name : REPEATED) {
      assertTrue(repeated.contains(name), name);
      assertTrue(repeated.contains(name + onVirtualThreads), name + onVirtualThreads);
    }
    assertEquals(
        List.of(), control.judged(Verdict.CHANGED).stream().map(EmitterOutcome::name).toList());
    assertEquals(
        List.of(), control.judged(Verdict.FAILED).stream().map(EmitterOutcome::name).toList());
  }
}
