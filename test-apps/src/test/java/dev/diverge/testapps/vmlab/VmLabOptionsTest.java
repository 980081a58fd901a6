package dev.diverge.testapps.vmlab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VmLabOptionsTest {
  @Test
  void theSourceSysgenidBringsTheModule() {
    GuestPlan plan =
        VmLabOptions.parse("--kernel", "6.1", "--agent", "/dev/null", "--source", "sysgenid")
            .plan();

    assertEquals(Kernel.LINUX_6_1, plan.kernel());
    assertTrue(plan.sysgenidModule());
    assertEquals("source=sysgenid", plan.agent().orElseThrow().options());
    assertFalse(VmLabOptions.parse().plan().sysgenidModule());
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
