package dev.diverge.testapps.vmlab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VmLabOptionsTest {
  private static final Path JAR = Path.of("/dev/null");

  @Test
  void whatIsLeftOutIsUsual() {
    VmLabOptions options = VmLabOptions.parse("--agent", "/dev/null", "--kernel", "6.1");

    assertEquals(Kernel.LINUX_6_1, options.plan().kernel());
    assertEquals(GuestWork.jdk(), options.plan().work());
    assertEquals("kmsg", options.source());
  }

  @Test
  void aSourceBringsWhatItNeeds() {
    GuestPlan plan = VmLabOptions.parse("--agent", "/dev/null").plan();

    assertFalse(plan.withAgent(JAR, "kmsg").sysgenidModule());
    assertTrue(plan.withAgent(JAR, "sysgenid+kmsg").sysgenidModule());
    assertEquals(Optional.of("/run/x"), plan.withAgent(JAR, "page:/run/x").page());
    assertEquals(Optional.empty(), plan.withAgent(JAR, "kmsg").page());
    assertEquals(Optional.of("/run/x"), plan.withAgentOn(JAR, "/run/x").page());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--kernel 5.10",
        "--clones 0",
        "--clones many",
        "--jdk /no/such/jdk",
        "--what 1",
        "--clones"
      })
  void nonsenseIsRefused(String line) {
    assertThrows(IllegalArgumentException.class, () -> VmLabOptions.parse(line.split(" ", -1)));
  }
}
