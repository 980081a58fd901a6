package dev.diverge.testapps.answers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;

/** Compiles source files by their paths, on the tests' class path. */
public final class Sources {

  private Sources() {}

  /** The folder of the classes. */
  static Path compile(Path folder, Map<String, String> files) throws IOException {
    return compile(folder, files, System.getProperty("java.class.path"));
  }

  /** The same, on another class path. */
  public static Path compile(Path folder, Map<String, String> files, String classPath)
      throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    List<String> arguments = new ArrayList<>(List.of("-proc:none", "-d", classes.toString()));
    arguments.addAll(List.of("--release", "17", "-cp", classPath));
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path source = folder.resolve("src").resolve(file.getKey());
      Files.createDirectories(source.getParent());
      arguments.add(Files.writeString(source, file.getValue()).toString());
    }
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, said, said, arguments.toArray(new String[0]));
    if (status != 0) {
      throw new AssertionError(said.toString(UTF_8));
    }
    return classes;
  }
}
