package dev.diverge.testlab;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A kernel whose random bytes repeat in every clone, as that of a cloned machine does which has not
 * reseeded yet: a library that is preloaded, compiled where it is wanted.
 */
public final class RepeatingKernel {
  private static final String SOURCE = "repeating-kernel.c";

  private RepeatingKernel() {}

  /** Whether this machine has the compiler that it takes. */
  public static boolean canBeMade() {
    for (String folder : String.valueOf(System.getenv("PATH")).split(File.pathSeparator, -1)) {
      if (Files.isExecutable(Path.of(folder, "gcc"))) {
        return true;
      }
    }
    return false;
  }

  /** Returns the library, for {@code LD_PRELOAD}. */
  static Path make(Path folder) throws IOException, InterruptedException {
    Path source = folder.resolve(SOURCE);
    copy(RepeatingKernel.class, SOURCE, source);
    Path library = folder.resolve("repeating-kernel.so");
    Process gcc =
        new ProcessBuilder(
                List.of(
                    "gcc",
                    "-O2",
                    "-shared",
                    "-fPIC",
                    "-o",
                    library.toString(),
                    source.toString(),
                    "-ldl"))
            .redirectErrorStream(true)
            .start();
    String said = new String(gcc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (gcc.waitFor() != 0) {
      throw new IOException("gcc: " + said);
    }
    return library;
  }

  /**
   * With these flags JNA, which the lab forks with, draws no random name for a file, and leaves the
   * first use of every generator to the emitters.
   */
  static List<String> flags(Path folder) throws IOException {
    String library = System.mapLibraryName("jnidispatch");
    String resource = "/com/sun/jna/" + Platform.RESOURCE_PREFIX + "/" + library;
    copy(Native.class, resource, folder.resolve(library));
    return List.of("-Djna.nounpack=true", "-Djna.boot.library.path=" + folder);
  }

  private static void copy(Class<?> beside, String resource, Path to) throws IOException {
    try (InputStream in = beside.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("no resource " + resource);
      }
      Files.copy(in, to);
    }
  }
}
