package dev.diverge.testapps.vmlab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The kernel module, built on the host for a guest's kernel, and its own test program. */
final class SysgenidModule {
  private final Workshop workshop;
  private final Path source = Workshop.moduleSource();

  SysgenidModule(Workshop workshop) {
    this.workshop = workshop;
  }

  Path builtFor(Kernel kernel) {
    String name = "sysgenid-" + kernel.release() + "-" + sourceFingerprint();
    Path folder =
        workshop.once(
            name,
            to ->
                make(
                    "module",
                    "KERNEL=" + kernel.release(),
                    "ROOT=" + (kernel.isOfThisMachine() ? "" : kernel.root()),
                    "BUILD=" + to.toAbsolutePath()));
    return folder.resolve("sysgenid.ko");
  }

  Path testProgram() {
    return workshop.once(
        "sysgenid-test-" + sourceFingerprint(), to -> make("test", "TEST=" + to.toAbsolutePath()));
  }

  private void make(String target, String... variables) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(HostTools.find("make").toString(), "-C", source.toString(), target));
    command.addAll(List.of(variables));
    Program.run(command);
  }

  private String sourceFingerprint() {
    return new Fingerprint()
        .with(source.resolve("device.c"))
        .with(source.resolve("herald.c"))
        .with(source.resolve("herald.h"))
        .with(source.resolve("sysgenid.h"))
        .with(source.resolve("Kbuild"))
        .with(source.resolve("Makefile"))
        .with(source.resolve("test"))
        .text();
  }
}
