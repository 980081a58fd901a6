package dev.diverge.driver;

import java.io.File;

/** What the machine has, as far as {@code /sys} shows it to this process. */
final class Devices {
  private static final String[] VMGENID_DRIVER = {
    "/sys/bus/platform/drivers/vmgenid", "/sys/bus/acpi/drivers/vmgenid"
  };
  private static final String ACPI = "/sys/bus/acpi/devices";
  private static final String[] DRIVERS_OWN = {"bind", "unbind", "uevent", "module", "new_id"};

  private Devices() {}

  /** Whether the kernel's vmgenid driver has a device: only then it ever speaks of a clone. */
  static boolean hasVmgenid() {
    for (String driver : VMGENID_DRIVER) {
      String[] names = new File(driver).list();
      if (names != null) {
        for (String name : names) {
          if (!isDriversOwn(name)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Whether the kernel has that driver at all. */
  static boolean knowsVmgenid() {
    for (String driver : VMGENID_DRIVER) {
      if (new File(driver).isDirectory()) {
        return true;
      }
    }
    return false;
  }

  /** Whether the firmware shows a device of that hardware id. */
  static boolean inFirmware(String id) {
    String[] names = new File(ACPI).list();
    if (names != null) {
      for (String name : names) {
        if (name.startsWith(id.concat(":"))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isDriversOwn(String name) {
    for (String own : DRIVERS_OWN) {
      if (name.equals(own)) {
        return true;
      }
    }
    return false;
  }
}
