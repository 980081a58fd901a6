package dev.diverge.testapps.vmlab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * QEMU: the machine's own, or the one of the Debian in a folder that a kernel is of. That one runs
 * with its own C library, so no change of root is needed.
 */
record Emulator(List<String> command) {
  private static final String NAME = "qemu-system-x86_64";
  private static final Path LIBRARIES = Path.of("usr", "lib", "x86_64-linux-gnu");
  private static final Path SHARED = Path.of("usr", "share");

  static Emulator of(Kernel kernel) {
    Path root = kernel.root();
    Path program = root.resolve("usr").resolve("bin").resolve(NAME);
    if (kernel.isOfThisMachine() || !Files.isExecutable(program)) {
      return new Emulator(List.of(HostTools.find(NAME).toString()));
    }
    return new Emulator(
        List.of(
            root.resolve("lib64").resolve("ld-linux-x86-64.so.2").toString(),
            "--library-path",
            root.resolve(LIBRARIES).toString(),
            program.toString(),
            "-L",
            root.resolve(SHARED).resolve("qemu").toString(),
            "-L",
            root.resolve(SHARED).resolve("seabios").toString()));
  }

  /** With a library that comes before all others. */
  Emulator preloading(Path library) {
    List<String> preloading = new ArrayList<>();
    preloading.addAll(List.of(HostTools.find("env").toString(), "LD_PRELOAD=" + library));
    preloading.addAll(command);
    return new Emulator(preloading);
  }

  /** Whether it can give a guest such a device. */
  boolean has(String device) {
    // Asked for all, it loads all its modules, those of the machine's own QEMU among them.
    List<String> asked = new ArrayList<>(command);
    asked.addAll(List.of("-device", device + ",help"));
    return Program.run(asked).contains("options");
  }
}
