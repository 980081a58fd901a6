package dev.diverge.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Opening one page happens before every main: what it loads is what it costs. */
@Timeout(30)
class StartUpTest {
  @TempDir Path dir;

  @Test
  void openingAPageLoadsLittle() throws Exception {
    Path path = Pages.page(dir, "gen", 1);
    List<String> ours = new ArrayList<>();
    boolean begun = false;
    boolean usable = false;
    for (String line : run("page:" + path)) {
      String loaded = line.replaceAll("^\\[[^\\]]*\\]\\[.*?\\] ", "").replaceAll(" source:.*", "");
      begun |= loaded.startsWith("dev.diverge.driver.OpenOnce");
      usable |= line.equals("usable");
      if (begun) {
        for (String costly :
            List.of(
                "java.util.regex.",
                "java.util.stream.",
                "java.util.Formatter",
                "java.lang.invoke.StringConcatFactory",
                "java.util.concurrent.ConcurrentLinkedQueue")) {
          assertTrue(!loaded.startsWith(costly), line);
        }
        if (loaded.startsWith("dev.diverge.driver.") && !loaded.contains(".OpenOnce")) {
          ours.add(loaded.substring("dev.diverge.driver.".length()));
        }
      }
    }
    assertTrue(usable, "it did not open");
    ours.sort(null);
    assertEquals(
        List.of(
            "ChannelMapper",
            "Generation",
            "GenerationState",
            "Inode",
            "Layout",
            "Mapper",
            "MappingFaults",
            "PageSource",
            "PageView",
            "Source",
            "SourceFollower",
            "SourceKind",
            "SourceKind$1",
            "SourceNews",
            "SourceSlot",
            "SourceSpec",
            "Trouble",
            "TrustedFile",
            "TrustedPath"),
        ours.stream().filter(name -> !name.endsWith("Exception")).toList());
  }

  @Test
  void autoLooksAtNamesAndStartsNoThread() throws Exception {
    boolean begun = false;
    boolean said = false;
    for (String line : run("auto")) {
      String loaded = line.replaceAll("^\\[[^\\]]*\\]\\[.*?\\] ", "").replaceAll(" source:.*", "");
      begun |= loaded.startsWith("dev.diverge.driver.OpenOnce");
      said |= line.endsWith("usable");
      if (begun && !said) {
        for (String costly :
            List.of(
                "java.util.regex.",
                "java.util.stream.",
                "java.util.Formatter",
                "java.lang.reflect.Proxy",
                "java.lang.invoke.StringConcatFactory")) {
          assertTrue(!loaded.startsWith(costly), line);
        }
      }
      assertTrue(!line.startsWith("source "), "it is silent: " + line);
    }
    assertTrue(said, "it did not open");
  }

  private static List<String> run(String spec) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("diverge.test.java.home"), "bin", "java").toString(),
                "-Xlog:class+load",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.diverge.driver.OpenOnce",
                spec)
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output.lines().toList();
  }
}
