package dev.diverge.testapps.doors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/** Programs for those who cannot read the tests' own classes. */
final class Program {

  private Program() {}

  /**
   * Compiles them, here, since starting a compiler takes seconds.
   *
   * @param classes names, as paths, each followed by its source
   * @return the folder of the class files
   */
  static Path compiled(Path in, String... classes) throws Exception {
    Path to = Files.createDirectories(in.resolve("program"));
    List<String> arguments =
        new ArrayList<>(List.of("--release", "17", "-proc:none", "-d", to.toString()));
    for (int i = 0; i < classes.length; i += 2) {
      Path source = in.resolve("source").resolve(classes[i] + ".java");
      Files.createDirectories(source.getParent());
      arguments.add(Files.writeString(source, classes[i + 1]).toString());
    }
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(said, true, UTF_8);
    int status =
        ToolProvider.findFirst("javac")
            .orElseThrow()
            .run(out, out, arguments.toArray(new String[0]));
    assertEquals(0, status, said.toString(UTF_8));
    return to;
  }
}
