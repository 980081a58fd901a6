package dev.diverge.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormsTest {

  private static final String RULE = "dev.diverge.scan.fixtures.Node#ID = fresh";
  private static final String DOUBTFUL = "# dev.diverge.scan.fixtures.Node#WORKER_ID = fresh";

  @TempDir Path folder;

  @Test
  void textIsForPeople() {
    Scans.Said said = Scans.run(Scans.FIXTURES);
    assertEquals(0, said.exit());
    assertEquals("", said.err());
    assertTrue(said.out().contains("uncovered, a matter of security"), said.out());
    assertTrue(said.out().contains("rule  " + RULE), said.out());
  }

  @Test
  void jsonNamesClassFieldAndVerdict() {
    String json = Scans.run("--format=json", Scans.FIXTURES).out();
    assertTrue(json.contains("\"class\": \"dev.diverge.scan.fixtures.Node\""), json);
    assertTrue(json.contains("\"verdict\": \"uncovered\""), json);
    assertTrue(json.contains("\"verdict\": \"guarded\""), json);
  }

  @Test
  void sarifIsOfItsVersion() {
    String sarif = Scans.run("--format=sarif", Scans.FIXTURES).out();
    assertTrue(sarif.contains("\"version\": \"2.1.0\""), sarif);
    assertTrue(sarif.contains("\"level\": \"error\""), sarif);
    assertTrue(sarif.contains("dev.diverge.scan.fixtures.Node.ID"), sarif);
  }

  @Test
  void thePageHasAllItNeedsInIt() throws Exception {
    Path page = folder.resolve("scan.html");
    Scans.run("--report=" + page, Scans.FIXTURES);
    String html = Files.readString(page);
    assertTrue(html.contains(RULE), html);
    assertFalse(html.contains("/*DATA*/null"));
    assertFalse(html.contains("src="), "nothing is loaded from elsewhere");
    assertFalse(html.contains("://"), "nothing is loaded from elsewhere");
  }

  @Test
  void rulesThatNeedADecisionAreComments() throws Exception {
    Path rules = folder.resolve("scan.rules");
    Scans.run("--rules=" + rules, Scans.FIXTURES);
    assertTrue(Files.readAllLines(rules).contains(RULE));
    assertTrue(Files.readAllLines(rules).contains(DOUBTFUL));
    Scans.Said again = Scans.run("--format=json", "--known-rules=" + rules, Scans.FIXTURES);
    assertTrue(again.out().contains("\"verdict\": \"registered\""), again.out());
  }

  @ParameterizedTest
  @CsvSource({"none, 0", "security, 1", "uniqueness, 1", "nuisance, 1"})
  void itFailsOnWhatIsAsked(String on, int exit) {
    assertEquals(exit, Scans.run("--fail-on=" + on, Scans.FIXTURES).exit());
  }

  @Test
  void aBaselineLetsOnlyNewOnesFail() throws Exception {
    String baseline = "--baseline=" + folder.resolve("baseline");
    assertEquals(1, Scans.run(baseline, "--fail-on=nuisance", Scans.FIXTURES).exit());
    assertEquals(0, Scans.run(baseline, "--fail-on=nuisance", Scans.FIXTURES).exit());
  }

  @Test
  void aSuppressionNeedsAReason() throws Exception {
    Path file = folder.resolve("suppressed");
    Files.writeString(
        file,
        """
        dev.diverge.scan.fixtures.Node#ID # only in logs
        dev.diverge.scan.fixtures.Node#WIDE
        """);
    Scans.Said said = Scans.run("--suppress=" + file, Scans.FIXTURES);
    assertFalse(said.out().contains("Node#ID "), said.out());
    assertTrue(said.out().contains("Node#WIDE "), said.out());
    assertTrue(said.err().contains(":2: not suppressed"), said.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--formt=json", "--format=xml", "--format", "--fail-on=", "--jdk=x"})
  void aMistakeIsUsage(String option) {
    Scans.Said said = Scans.run(option, Scans.FIXTURES);
    assertEquals(2, said.exit());
    assertEquals(1, said.err().lines().count(), said.err());
  }

  @Test
  void aMistakeIsToldWithWhatIsKnown() {
    assertEquals(
        "diverge: scan: usage: --fail-on=bad: it is one of none, security, uniqueness, nuisance\n",
        Scans.run("--fail-on=bad", Scans.FIXTURES).err());
    assertEquals(
        "diverge: scan: usage: --tables=of: it is one of on, off\n",
        Scans.run("--tables=of", Scans.FIXTURES).err());
  }

  @Test
  void noPathIsUsage() {
    assertEquals(2, Scans.run().exit());
  }
}
