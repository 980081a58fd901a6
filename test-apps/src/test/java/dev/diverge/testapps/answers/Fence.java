package dev.diverge.testapps.answers;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A fenced block of a page of documentation. */
public record Fence(Path file, int line, String language, String text) {

  private static final String FENCE = "```";

  /** All of the README's, of CONTRIBUTING's and of the pages below docs/, looked for upwards. */
  public static List<Fence> all() throws IOException {
    Path root = root();
    List<Fence> all = new ArrayList<>(of(root.resolve("README.md")));
    all.addAll(of(root.resolve("CONTRIBUTING.md")));
    try (DirectoryStream<Path> pages = Files.newDirectoryStream(root.resolve("docs"), "*.md")) {
      for (Path page : pages) {
        all.addAll(of(page));
      }
    }
    return all;
  }

  /** Those of docs/extensions.md belong together, and have a test of their own. */
  public boolean isOfExtensions() {
    return file.endsWith("extensions.md");
  }

  /** The same, but of a module that test-apps knows nothing of. */
  boolean isOfTestlab() {
    return file.endsWith("testing.md");
  }

  static Path root() {
    Path up = Path.of("").toAbsolutePath();
    while (!Files.exists(up.resolve("README.md"))) {
      up = up.getParent();
    }
    return up;
  }

  String first() {
    return text.lines().findFirst().orElse("");
  }

  @Override
  public String toString() {
    return file.getFileName() + ":" + line + " " + first();
  }

  private static List<Fence> of(Path file) throws IOException {
    List<Fence> fences = new ArrayList<>();
    StringBuilder text = null;
    String language = "";
    int start = 0;
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      if (text == null && line.startsWith(FENCE)) {
        text = new StringBuilder();
        language = line.substring(FENCE.length());
        start = number;
      } else if (text != null && line.equals(FENCE)) {
        fences.add(new Fence(file, start, language, text.toString()));
        text = null;
      } else if (text != null) {
        text.append(line).append('\n');
      }
    }
    return fences;
  }
}
