package dev.diverge.testapps.answers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application that is a module itself, with registered members that are private to it. */
class NamedModuleTest {

  private static final String DESCRIPTOR =
      """
      module shop {
        requires dev.diverge.api;
        %s
      }
      """;

  private static final String APPLICATION =
      """
      package shop;

      import dev.diverge.Diverge;
      import dev.diverge.OnClone;
      import dev.diverge.PerClone;

      final class Shop {
        private static final PerClone<Object> NODE = PerClone.of(Object::new);
        @OnClone private long block = 7;
        private int renewed;

        @OnClone
        private void renew() {
          renewed++;
        }

        public static void main(String[] args) throws Exception {
          Shop shop = new Shop();
          Object node = NODE.get();
          try {
            Diverge.register(shop);
          } catch (IllegalArgumentException e) {
            System.out.println(e.getMessage());
          }
          System.out.println("ready");
          System.in.read();
          boolean same = NODE.get() == node;
          Thread.sleep(700);
          System.out.println(shop.block + " " + shop.renewed + " " + same);
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void itsMembersAreReset() throws Exception {
    assertEquals(List.of("ready", "0 1 false"), run("opens shop to dev.diverge.api;"));
  }

  @Test
  void onePackageThatIsNotOpenIsNamed() throws Exception {
    List<String> said = run("");
    assertEquals(
        "its module must open shop to dev.diverge.api", said.get(0).replaceFirst(".*: ", ""));
    assertEquals("7 0 false", said.get(2));
  }

  private List<String> run(String opens) throws Exception {
    Path sources = Files.createDirectories(folder.resolve("sources/shop"));
    Path descriptor = sources.resolveSibling("module-info.java");
    Files.writeString(descriptor, DESCRIPTOR.formatted(opens));
    Files.writeString(sources.resolve("Shop.java"), APPLICATION);
    Path classes = folder.resolve("classes");
    String api = Child.apiJar().toString();
    int failed =
        ToolProvider.findFirst("javac")
            .orElseThrow()
            .run(
                System.out,
                System.err,
                "--release",
                "17",
                "-p",
                api,
                "-d",
                classes.toString(),
                descriptor.toString(),
                sources.resolve("Shop.java").toString());
    assertEquals(0, failed, "javac");

    Page page = Page.in(folder);
    List<String> command =
        List.of(
            Child.agent(page), "-p", api + File.pathSeparator + classes, "-m", "shop/shop.Shop");
    try (Child child = Child.java(folder, command)) {
      child.await("ready");
      page.raise();
      child.say("go");
      return child.finish().lines().toList();
    }
  }
}
