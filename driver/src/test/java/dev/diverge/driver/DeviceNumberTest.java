package dev.diverge.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A device counts only as the one that is meant. */
@Timeout(60)
class DeviceNumberTest {
  private static final List<String> KINDS = List.of("kmsg", "sysgenid", "vmclock");

  @TempDir Path dir;

  @Test
  void bothPartsAreUnpacked() {
    assertEquals("1:11", new DeviceNumber(267).toString());
    assertEquals("10:255", new DeviceNumber(0xaff).toString());
    assertEquals("10:1000", new DeviceNumber(0x300ae8L).toString());
    assertEquals("4660:5", new DeviceNumber(0x100000023405L).toString());
  }

  @Test
  void aNameIsTheKindAndPerhapsANumber() {
    assertTrue(DeviceNumber.isOne("vmclock0", "vmclock"));
    assertTrue(DeviceNumber.isOne("sysgenid", "sysgenid"));
    assertFalse(DeviceNumber.isOne("vmclock-control", "vmclock"));
    assertFalse(DeviceNumber.isOne("vmci", "vmclock"));
    String lines = "  5 five\n 55 fifty five\n255 vmclock0\n";
    assertEquals("five", DeviceNumber.named(5, lines));
    assertEquals("vmclock0", DeviceNumber.named(255, lines));
    assertNull(DeviceNumber.named(25, lines));
    assertNull(DeviceNumber.named(2, ""));
  }

  /** Each that is to be found, as each kind, and none of them is even opened. */
  @Test
  void anotherDeviceIsRefusedUnopened() {
    for (String path : List.of("/dev/zero", "/dev/null", "/dev/tty", "/dev/ptmx", "/dev/fuse")) {
      if (!Files.exists(Path.of(path))) {
        continue;
      }
      for (String kind : KINDS) {
        String said = refused(kind, path);
        assertTrue(said.contains(": the device ") && said.contains(", no " + kind), said);
      }
    }
    if (Files.exists(Path.of("/dev/kmsg"))) {
      for (String kind : List.of("sysgenid", "vmclock")) {
        assertTrue(refused(kind, "/dev/kmsg").contains("no " + kind));
      }
    }
    assertTrue(refused("page", "/dev/zero").contains("not a regular file"));
    assertTrue(refused("file", "/dev/zero").contains("not a regular file"));
  }

  /** As some containers have it: what stands at the device's name is a terminal, or nothing. */
  @Test
  void neitherItsNameNorALinkMakesItThat() throws Exception {
    Path link = Files.createSymbolicLink(dir.resolve("kmsg"), Path.of("/dev/null"));
    assertTrue(refused("kmsg", link.toString()).contains("the device 1:3, no kmsg"));
    Path node = dir.resolve("sysgenid");
    Process mknod = new ProcessBuilder("mknod", node.toString(), "c", "10", "1").start();
    assumeTrue(mknod.waitFor() == 0, "no device can be made here");
    String misc = Files.readString(Path.of("/proc/misc"), StandardCharsets.US_ASCII);
    assumeTrue(DeviceNumber.named(1, misc) == null, "there is a device 10:1");
    assertTrue(refused("sysgenid", node.toString()).contains("the device 10:1, of which neither "));
  }

  @Test
  void theKernelsLogIsThat() throws Exception {
    Path kmsg = Path.of("/dev/kmsg");
    assumeTrue(Files.exists(kmsg), "no /dev/kmsg");
    assertNotNull(Inode.at(kmsg));
    assumeTrue(
        Long.valueOf(267).equals(Files.getAttribute(kmsg, "unix:rdev")),
        "what is /dev/kmsg here is another device");
    assertNull(Inode.at(kmsg).deviceNumber().fault("kmsg"));
    Path node = dir.resolve("alias");
    Process mknod = new ProcessBuilder("mknod", node.toString(), "c", "1", "11").start();
    assumeTrue(mknod.waitFor() == 0, "no device can be made here");
    assertNull(Inode.at(node).deviceNumber().fault("kmsg"));
  }

  private static String refused(String kind, String path) {
    SourceSpec spec = new SourceSpec(kind, path);
    return String.valueOf(
        assertThrows(
                SourceRefusedException.class,
                () -> SourceKind.open(spec, new ChannelMapper(), () -> {}).close())
            .getMessage());
  }
}
