package dev.diverge.agent.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page says that weaving makes of a method is what it makes of it. */
class BeforeAndAfterTest {

  private static final Path PAGE = Path.of("../docs/how-it-works.md");
  private static final String BEGIN = "<!-- woven: made by BeforeAndAfterTest -->\n";
  private static final String END = "<!-- /woven -->\n";

  @TempDir Path folder;

  /** The method on the page. */
  static final class Ticket {
    private long last;

    long next() {
      return ++last;
    }
  }

  @Test
  void thePageShowsWhatIsWoven() throws Exception {
    Optional<ToolProvider> javap = ToolProvider.findFirst("javap");
    assumeTrue(javap.isPresent(), "no javap in this JDK");
    byte[] before = Loom.fileOf(Ticket.class);
    List<String> missing = new ArrayList<>();
    byte[] after =
        Loom.guarded(
            before,
            type ->
                type.drawn("next").onCloneEach(each -> each.set("last", fresh -> fresh.number())),
            missing);
    assertNotNull(after, missing::toString);
    String made =
        "Before:\n\n```text\n"
            + code(javap.get(), before)
            + "```\n\nAfter:\n\n```text\n"
            + code(javap.get(), after)
            + "```";
    String page = Files.readString(PAGE);
    int from = page.indexOf(BEGIN) + BEGIN.length();
    int to = page.indexOf(END);
    String shown = page.substring(from, to).strip();
    if (!shown.equals(made)) {
      Files.writeString(PAGE, page.substring(0, from) + "\n" + made + "\n\n" + page.substring(to));
    }
    assertEquals(made, shown, "the page was wrong, and is written anew");
  }

  /** The method's code, without the numbers of constants. */
  private String code(ToolProvider javap, byte[] classFile) throws IOException {
    Path file = Files.write(folder.resolve("Ticket.class"), classFile);
    StringWriter out = new StringWriter();
    assertEquals(0, javap.run(new PrintWriter(out), new PrintWriter(out), "-c", "-p", "" + file));
    StringBuilder code = new StringBuilder();
    boolean inMethod = false;
    for (String line : out.toString().lines().toList()) {
      inMethod = inMethod ? !line.isBlank() && !line.equals("}") : line.contains("long next()");
      if (inMethod && !line.strip().equals("Code:")) {
        code.append(
            aligned(line.strip())
                .replaceAll("#\\d+(, +\\d+)? +// ", "")
                .replace(Ticket.class.getName().replace('.', '/'), "Ticket")
                .stripTrailing());
        code.append('\n');
      }
    }
    return code.toString();
  }

  /** Newer JDKs indent by more. */
  private static String aligned(String line) {
    boolean numbered = Character.isDigit(line.charAt(0));
    return " ".repeat(numbered ? Math.max(0, 4 - line.indexOf(':')) : 0) + line;
  }
}
