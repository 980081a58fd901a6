package dev.diverge.testapps.vmlab;

import dev.diverge.testapps.OnPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The programs of the host that the lab calls, and the one command that brings those missing. */
final class HostTools {
  private static final Map<String, String> PACKAGE_OF = new LinkedHashMap<>();

  static {
    PACKAGE_OF.put("qemu-system-x86_64", "qemu-system-x86");
    PACKAGE_OF.put("busybox", "busybox-static");
    PACKAGE_OF.put("ldd", "libc-bin");
    PACKAGE_OF.put("gcc", "build-essential");
    PACKAGE_OF.put("make", "build-essential");
  }

  private HostTools() {}

  /** Trouble, with the command, unless all is there for these kernels. */
  static void require(List<Kernel> kernels) {
    Set<String> missing = new LinkedHashSet<>();
    PACKAGE_OF.forEach(
        (tool, pack) -> {
          if (!Files.isExecutable(find(tool))) {
            missing.add(pack);
          }
        });
    for (Kernel kernel : kernels) {
      if (!kernel.isInstalled()) {
        missing.addAll(kernel.packages());
      }
    }
    if (!missing.isEmpty()) {
      throw new LabTrouble(
          "the VM lab needs: apt-get install --no-install-recommends " + String.join(" ", missing));
    }
  }

  static Path find(String tool) {
    return OnPath.find(tool).orElse(Path.of(tool));
  }
}
