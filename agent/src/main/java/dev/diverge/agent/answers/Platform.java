package dev.diverge.agent.answers;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What {@code doctor} recognises the machine by, a row each, and what is to be switched on there.
 * Several may be right: a container in a guest of QEMU's.
 */
enum Platform {
  SNAPSTART(
      "AWS Lambda",
      machine -> machine.is("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start"),
      "SnapStart is on: source=auto follows it (snapstart)"),
  LAMBDA(
      "AWS Lambda",
      machine ->
          SNAPSTART.reason(machine) == null
              ? machine.begins("AWS_EXECUTION_ENV", "AWS_Lambda_")
              : null,
      "without SnapStart no function is cloned; with it, source=auto follows it (snapstart)"),
  FIRECRACKER(
      "Firecracker",
      machine ->
          machine.has("/sys/bus/acpi/devices/FCVMGID:00", machine.has("/proc/device-tree/vmgenid")),
      "Firecracker 1.15 with a guest kernel that has /dev/vmclock0 gives vmclock, without a window;"
          + " before that VMGENID gives kmsg, on Linux 5.18 and later"),
  QEMU(
      "QEMU",
      machine ->
          machine.holds(
              "/sys/class/dmi/id/sys_vendor",
              "QEMU",
              machine.has("/sys/bus/acpi/devices/QEMUVGID:00")),
      "start each clone with its own -device vmgenid,guid=, for kmsg or the module's sysgenid"),
  HYPER_V(
      "Hyper-V",
      machine ->
          machine.holds("/sys/class/dmi/id/sys_vendor", "Microsoft Corporation") == null
              ? null
              : machine.holds("/sys/class/dmi/id/product_name", "Virtual Machine"),
      "it gives a clone another VMGENID: kmsg, on Linux 5.18 and later, or the module's sysgenid"),
  KATA(
      "Kata Containers",
      machine ->
          machine.holds(
              "/proc/cmdline",
              "kata-containers.target",
              machine.holds("/proc/cmdline", "agent.container_pipe_size")),
      "this container's kernel is a guest's own: a publisher on the node does not see its clones;"
          + " publish in the guest, or have the orchestrator write a file"),
  GVISOR(
      "gVisor",
      machine ->
          machine.holds(
              "/proc/version",
              "gvisor",
              machine.holds("/proc/version", "#1 SMP Sun Jan 10 15:06:54 PST 2016")),
      "a sandbox is not told that it was restored: have the orchestrator write a file or a page,"
          + " or call hook"),
  CONTAINER(
      "a container",
      machine ->
          machine.has(
              "/.dockerenv",
              machine.has("/run/.containerenv", machine.begins("KUBERNETES_SERVICE_HOST", ""))),
      "the kernel's log and devices are the node's: run publish there and mount the directory"
          + " /run/diverge read-only");

  private final String title;

  @SuppressWarnings("ImmutableEnumChecker") // they capture nothing
  private final Function<MachineFacts, @Nullable String> by;

  private final String advice;

  Platform(String title, Function<MachineFacts, @Nullable String> by, String advice) {
    this.title = title;
    this.by = by;
    this.advice = advice;
  }

  /** The rows that are right of that machine. */
  static List<Platform> of(MachineFacts machine) {
    List<Platform> seen = new ArrayList<>();
    for (Platform each : values()) {
      if (each.reason(machine) != null) {
        seen.add(each);
      }
    }
    return seen;
  }

  /** What it is recognised by; null if it is not. */
  @Nullable String reason(MachineFacts machine) {
    return by.apply(machine);
  }

  String title() {
    return title;
  }

  String advice() {
    return advice;
  }
}
