package dev.diverge.agent.rules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.agent.fuzz.Scraps;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stands in a file of rules, or in a jar, each line is a rule or a complaint. */
@Timeout(600)
class RulesFuzzTest {

  private static final List<String> GOOD =
      List.of(
          "com.acme.Node#ID = fresh",
          "com.acme.Node#session = null",
          "com.acme.Node#pool = clear",
          "com.acme.Node#refresh() = call",
          "com.acme.Outer$Inner#x=new",
          "# a remark",
          "",
          "com.acme.Node#ID = fresh\ncom.acme.Node#ID = fresh\r\n\ncom.acme.Node#a() = call\n");

  private final Scraps scraps = new Scraps();

  @TempDir Path folder;

  @Test
  void anyTextDoes() {
    scraps.each(
        320,
        () -> {
          String text = scraps.like(GOOD) + "\n" + scraps.like(GOOD);
          List<Rule> rules = new ArrayList<>();
          List<String> complaints = new ArrayList<>();
          new RulesParser("my.rules", rules, complaints).read(text);
          int lines = 0;
          for (String line : text.split("\n", -1)) {
            lines += line.isBlank() || line.strip().startsWith("#") ? 0 : 1;
          }
          assertEquals(lines, rules.size() + complaints.size(), text);
          for (Rule rule : rules) {
            assertTrue(rule.className.length() > 0 && rule.member.length() > 0, text);
          }
        });
  }

  @Test
  void anyJarDoes() throws Exception {
    byte[] good = jar("META-INF/diverge/my.rules", String.join("\n", GOOD));
    Path file = folder.resolve("my.jar");
    Files.write(file, good);
    assertEquals(1, JarRules.find(file.toString(), new ArrayList<>()).size(), "the control");
    scraps.each(
        20,
        () -> {
          byte[] bytes = scraps.broken(good.clone());
          int length = scraps.below(4) == 0 ? scraps.below(bytes.length) : bytes.length;
          Files.write(file, java.util.Arrays.copyOf(bytes, length));
          for (String[] text : JarRules.find(file.toString(), new ArrayList<>())) {
            new RulesParser(text[0], new ArrayList<>(), new ArrayList<>()).read(text[1]);
          }
        });
  }

  @Test
  void anyClassPathDoes() {
    List<String> paths = List.of("/a.jar:/b", folder + ":" + folder + "/x.jar", "", ":", "\0.jar");
    scraps.each(20, () -> JarRules.find(scraps.like(paths), new ArrayList<>()));
  }

  private static byte[] jar(String name, String text) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("com/acme/Node.class"));
      zip.putNextEntry(new ZipEntry(name));
      zip.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }
}
