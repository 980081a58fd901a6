package dev.diverge.testapps.vmlab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real VMs. Slow, and in need of packages: {@code mvn verify -Ddiverge.vm=true}. */
@Tag("vm")
@EnabledIfSystemProperty(named = "diverge.vm", matches = "true")
class VmLabIT {
  private static final Path JDK =
      Path.of(System.getProperty("diverge.test.java.home", System.getProperty("java.home")));
  private static final String EGD = "-Djava.security.egd=file:/dev/./urandom";

  /** Many images set the egd option; with it nothing passes because a time window passed. */
  private static final Set<String> DIFFER_ANYHOW =
      Set.of("new Random", "NativePRNG", "new NativePRNG");

  private final Workshop workshop = Workshop.standard();

  /** The control: were it not for this, a test that finds no repeats would prove nothing. */
  @ParameterizedTest
  @EnumSource(Kernel.class)
  void withoutTheAgentClonesRepeat(Kernel kernel) {
    GuestPlan plan = GuestPlan.plain(kernel, JDK).withJvmOptions(List.of(EGD));

    CloneTable table = new VmLab(workshop, plan).clones(3);

    System.out.println(table);
    for (CloneTable.Row row : table.rows()) {
      if (!DIFFER_ANYHOW.contains(row.emitter().replaceFirst(" @.*", ""))) {
        assertEquals(1, row.distinct(), row.emitter());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kernel.class)
  void theKernelModulePassesItsOwnTest(Kernel kernel) throws Exception {
    HostTools.require(List.of(kernel));
    Path image = new GuestImage(workshop).ofModuleTest(kernel);
    Hypervisor.GuestMachine machine = new Hypervisor.GuestMachine(kernel.bootImage(), image, 2);
    try (Hypervisor hypervisor = new Hypervisor(Accelerator.best(kernel));
        Vm vm = hypervisor.boot(machine, UUID.randomUUID())) {
      boolean ended = vm.awaitEnd(Duration.ofMinutes(3));
      String console = vm.console().text();
      System.out.println(console);
      assertTrue(ended, console);
      assertTrue(console.contains("sysgenid-test: passed"), console);
    }
  }
}
