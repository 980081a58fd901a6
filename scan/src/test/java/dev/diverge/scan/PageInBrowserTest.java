package dev.diverge.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page that {@code --report} writes, in a browser: it shows what it should, and filters. */
class PageInBrowserTest {

  private static final int SECONDS = 60;
  private static final String[] BROWSERS = {"chromium", "chromium-browser", "google-chrome"};

  /** Counts what is shown, by what is asked for, where whoever dumps the page can read it. */
  private static final String ASKING =
      """
      <script>
      const shown = () => document.querySelectorAll("article").length;
      const ask = (id, value) => {
        const field = document.getElementById(id);
        field.value = value;
        field.dispatchEvent(new Event("input"));
        return shown();
      };
      const wide = document.documentElement.scrollWidth > window.innerWidth;
      document.title = [
        "all " + ask("verdict", ""),
        "uncovered " + ask("verdict", "uncovered"),
        "named " + ask("search", "fixtures.Node#ID"),
        "absent " + ask("search", "no such field"),
        "told " + !document.getElementById("none").hidden,
        "wide " + wide].join(", ");
      </script>
      """;

  @TempDir Path folder;

  @Test
  void itShowsWhatWasFoundAndFilters() throws Exception {
    String browser = browser();
    assumeTrue(browser != null, "no chromium on the path");
    Path page = folder.resolve("scan.html");
    String json = Scans.run("--format=json", "--report=" + page, Scans.FIXTURES).out();
    Files.writeString(page, Files.readString(page).replace("</body>", ASKING + "</body>"));
    long all = json.lines().filter(line -> line.contains("\"verdict\":")).count();
    long open = json.lines().filter(line -> line.contains("\"verdict\": \"uncovered\"")).count();
    assertTrue(open > 1, json);
    for (int width : new int[] {420, 1280}) {
      String title = title(browser, page, width);
      assertEquals(
          "all %d, uncovered %d, named 1, absent 0, told true, wide false".formatted(all, open),
          title);
    }
  }

  private String title(String browser, Path page, int width) throws Exception {
    Path out = folder.resolve("dom");
    Process process =
        new ProcessBuilder(
                browser,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--user-data-dir=" + folder.resolve("profile"),
                "--window-size=" + width + ",900",
                "--dump-dom",
                page.toUri().toString())
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertTrue(process.waitFor(SECONDS, TimeUnit.SECONDS), "the browser did not end");
    } finally {
      process.destroyForcibly();
    }
    String dom = Files.readString(out);
    int begin = dom.indexOf("<title>") + "<title>".length();
    return dom.substring(begin, Math.max(begin, dom.indexOf("</title>")));
  }

  private static @Nullable String browser() {
    for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
      for (String name : BROWSERS) {
        if (Files.isExecutable(Path.of(folder, name))) {
          return Path.of(folder, name).toString();
        }
      }
    }
    return null;
  }
}
