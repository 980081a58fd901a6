package dev.diverge.agent.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.agent.fuzz.Scraps;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever stands in a file of rules, each line is a rule or a complaint. */
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
}
