package dev.diverge.testapps.vmlab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The host's libraries that a JRE is linked with, by the paths at which its loader looks. */
final class SharedLibraries {
  private static final Pattern LIBRARY = Pattern.compile("(?m)^\\s*(?:\\S+ => )?(/\\S+) \\(0x");

  private SharedLibraries() {}

  static Set<Path> of(Path jre) {
    Set<Path> libraries = new TreeSet<>();
    for (Path binary : binaries(jre)) {
      Matcher line = LIBRARY.matcher(Program.run(HostTools.find("ldd"), binary.toString()));
      while (line.find()) {
        Path library = Path.of(line.group(1));
        if (!library.startsWith(jre)) {
          libraries.add(library);
        }
      }
    }
    return libraries;
  }

  private static List<Path> binaries(Path jre) {
    try (Stream<Path> tree = Files.walk(jre)) {
      return tree.filter(Files::isRegularFile)
          .filter(file -> file.endsWith("bin/java") || file.toString().endsWith(".so"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
