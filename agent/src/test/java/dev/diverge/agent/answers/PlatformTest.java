package dev.diverge.agent.answers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From facts as the platforms show them. */
class PlatformTest {

  private static final String CMDLINE = "proc/cmdline";
  private static final String VERSION = "proc/version";
  private static final String VENDOR = "sys/class/dmi/id/sys_vendor";
  private static final String PRODUCT = "sys/class/dmi/id/product_name";

  @TempDir Path root;
  private final Map<String, String> environment = new HashMap<>();

  @Test
  void aFunctionWithSnapStart() {
    environment.put("AWS_EXECUTION_ENV", "AWS_Lambda_java21");
    environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
    expect(Platform.SNAPSTART);
  }

  @Test
  void aFunctionWithout() {
    environment.put("AWS_EXECUTION_ENV", "AWS_Lambda_java21");
    environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    expect(Platform.LAMBDA);
  }

  @Test
  void firecrackersGuest() throws Exception {
    put("sys/bus/acpi/devices/FCVMGID:00/hid", "FCVMGID");
    put(CMDLINE, "reboot=k panic=1 pci=off root=/dev/vda virtio_mmio.device=4K@0xd0000000:5");
    expect(Platform.FIRECRACKER);
  }

  @Test
  void qemusGuest() throws Exception {
    put(VENDOR, "QEMU\n");
    put(PRODUCT, "Standard PC (Q35 + ICH9, 2009)\n");
    expect(Platform.QEMU);
  }

  /** A board that somebody named otherwise. */
  @Test
  void qemusGuestByItsDevice() throws Exception {
    put(VENDOR, "Acme\n");
    put("sys/bus/acpi/devices/QEMUVGID:00/hid", "QEMUVGID");
    expect(Platform.QEMU);
  }

  @Test
  void hyperVsGuest() throws Exception {
    put(VENDOR, "Microsoft Corporation\n");
    put(PRODUCT, "Virtual Machine\n");
    expect(Platform.HYPER_V);
  }

  @Test
  void theirOtherMachinesAreNone() throws Exception {
    put(VENDOR, "Microsoft Corporation\n");
    put(PRODUCT, "Surface Laptop 5\n");
    put(CMDLINE, "BOOT_IMAGE=/boot/vmlinuz root=UUID=1 ro quiet");
    put(VERSION, "Linux version 6.12.38+deb13-amd64 (debian-kernel@lists.debian.org)");
    expect();
  }

  @Test
  void katasGuest() throws Exception {
    put(VENDOR, "QEMU\n");
    put(CMDLINE, "quiet systemd.unit=kata-containers.target systemd.mask=systemd-networkd.service");
    environment.put("KUBERNETES_SERVICE_HOST", "10.0.0.1");
    expect(Platform.QEMU, Platform.KATA, Platform.CONTAINER);
  }

  @Test
  void gVisorsSandbox() throws Exception {
    put(VERSION, "Linux version 4.4.0 #1 SMP Sun Jan 10 15:06:54 PST 2016\n");
    expect(Platform.GVISOR);
    put(VERSION, "Linux version 4.19.0-gvisor #1 SMP Sun Jan 10 15:06:54 PST 2016\n");
    expect(Platform.GVISOR);
  }

  @Test
  void containers() throws Exception {
    put(".dockerenv", "");
    expect(Platform.CONTAINER);
    Files.delete(root.resolve(".dockerenv"));
    put("run/.containerenv", "");
    expect(Platform.CONTAINER);
  }

  @Test
  void thisMachineIsNoTrouble() {
    for (Platform each : Platform.of(MachineFacts.ofThisMachine())) {
      assertNotNull(each.reason(MachineFacts.ofThisMachine()));
    }
  }

  private void expect(Platform... platforms) {
    MachineFacts machine = MachineFacts.recorded(root, environment);
    assertEquals(List.of(platforms), Platform.of(machine));
    for (Platform each : platforms) {
      assertNotNull(each.reason(machine));
      assertFalse(each.advice().isEmpty());
    }
  }

  private void put(String file, String text) throws Exception {
    Path at = root.resolve(file);
    Files.createDirectories(at.getParent());
    Files.writeString(at, text);
  }
}
