package dev.diverge.testapps.conduct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.testapps.bench.HelloWorld;
import dev.diverge.testapps.conduct.Child.Outcome;
import dev.diverge.testlab.GenerationPage;
import dev.diverge.testlab.JavaHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the application and its operator notice of the packaged agent: next to nothing. */
class ConductTest {

  private static final Pattern CLONE =
      Pattern.compile(
          "diverge: clone detected: epoch (\\d+) \\((\\w+)\\), \\d+ states reset in \\d+ ms");

  @TempDir Path folder;
  private Path page;

  @BeforeEach
  void page() {
    page = folder.resolve("gen.page");
    GenerationPage.create(page);
  }

  @Test
  void aHealthyStartPrintsNothing() throws Exception {
    assertQuiet(new Child(folder).agent("source=page:gen.page").run(HelloWorld.class));
  }

  @Test
  void noSourceAskedForIsSilent() throws Exception {
    assertQuiet(new Child(folder).agent("source=none").run(HelloWorld.class));
  }

  @Test
  void aServiceInUsePrintsNothing() throws Exception {
    Outcome outcome = new Child(folder).agent("source=page:gen.page").run(Service.class);
    assertEquals(new Outcome(0, "done", ""), outcome);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Xint",
        "-Xverify:all",
        "-XX:+UseSerialGC",
        "-XX:+UseParallelGC",
        "-XX:+UseG1GC",
        "-XX:+UseZGC",
        "-XX:+UseShenandoahGC",
        "-Xcomp",
        "-XX:TieredStopAtLevel=1",
        "-Djava.security.egd=file:/dev/./urandom"
      })
  void anyJvmFlagsDo(String flag) throws Exception {
    String unlock = "-XX:+UnlockExperimentalVMOptions";
    Assumptions.assumeTrue(
        new Child(folder).flags(unlock, flag).run(HelloWorld.class).status() == 0,
        "this JVM has no " + flag);
    Outcome plain = new Child(folder).flags(unlock, flag).run(HelloWorld.class);
    Outcome outcome =
        new Child(folder)
            .flags(unlock, flag)
            .agent("source=page:gen.page,self-test=full")
            .run(Service.class, "raise", page.toString());
    assertEquals(0, outcome.status(), outcome.err());
    assertEquals("done", outcome.out());
    String ours = outcome.err().replace(plain.err(), "").strip();
    assertTrue(CLONE.matcher(ours).matches(), outcome.err());
  }

  @Test
  void deniedUnsafeMemoryAccessDoesNotMatter() throws Exception {
    Assumptions.assumeTrue(JavaHome.forTests().feature() >= 23);
    assertQuiet(
        new Child(folder)
            .flags("--sun-misc-unsafe-memory-access=deny", "--illegal-native-access=deny")
            .agent("source=page:gen.page,self-test=full")
            .run(HelloWorld.class));
  }

  @Test
  void aChangedProviderListDoesNotMatter() throws Exception {
    Path security =
        Files.writeString(
            folder.resolve("my.security"), "security.provider.1=SunJCE\nsecurity.provider.2=SUN\n");
    Outcome outcome =
        new Child(folder)
            .flags("-Djava.security.properties=" + security)
            .agent("source=page:gen.page,self-test=full")
            .run(Service.class, "raise", page.toString());
    assertEquals(0, outcome.status(), outcome.err());
    assertTrue(CLONE.matcher(outcome.err()).matches(), outcome.err());
  }

  @Test
  void aCloneIsOneLine() throws Exception {
    Outcome outcome =
        new Child(folder)
            .agent("source=page:gen.page")
            .run(Service.class, "raise-twice", page.toString());
    assertEquals(0, outcome.status());
    List<String> lines = outcome.err().lines().toList();
    assertEquals(2, lines.size(), outcome.err());
    assertTrue(lines.get(0).startsWith("diverge: clone detected: epoch 1 (page), "));
    assertTrue(lines.get(1).startsWith("diverge: clone detected: epoch 2 (page), "));
    assertTrue(CLONE.matcher(lines.get(1)).matches());
  }

  @ParameterizedTest
  @CsvSource({"delete,page", "replace,clone detected: epoch 1"})
  void aPageThatIsTamperedWithHurtsNobody(String what, String reported) throws Exception {
    Outcome outcome =
        new Child(folder)
            .agent("source=page:gen.page,poll=20")
            .run(Service.class, what, "gen.page");
    assertEquals(0, outcome.status(), outcome.err());
    assertEquals("done", outcome.out());
    assertEquals(1, outcome.err().lines().count(), outcome.err());
    assertTrue(outcome.err().contains(reported), outcome.err());
  }

  /**
   * Threads that load from the page in that instant may get an InternalError; no more than that.
   */
  @Test
  void aTruncatedPageIsReportedAndTheApplicationGoesOn() throws Exception {
    Outcome outcome =
        new Child(folder)
            .agent("source=page:gen.page,poll=20")
            .run(Service.class, "truncate", "gen.page");
    assertEquals(0, outcome.status(), outcome.err());
    assertEquals("done", outcome.out());
    assertEquals(1, outcome.err().lines().count(), outcome.err());
    assertTrue(outcome.err().contains("truncated"), outcome.err());
  }

  @Test
  void aMissingPageIsNamed() throws Exception {
    Files.delete(page);
    Outcome outcome = new Child(folder).agent("source=page:gen.page").run(HelloWorld.class);
    assertOneLine(outcome, "gen.page");
  }

  @Test
  void aShortPageIsNamed() throws Exception {
    Files.write(page, new byte[7]);
    assertOneLine(
        new Child(folder).agent("source=page:gen.page").run(HelloWorld.class), "gen.page");
  }

  @Test
  void aPageThatOthersCanWriteIsRefused() throws Exception {
    Files.setPosixFilePermissions(page, PosixFilePermissions.fromString("rw-rw-rw-"));
    Outcome outcome = new Child(folder).agent("source=page:gen.page").run(HelloWorld.class);
    assertOneLine(outcome, "gen.page");
    assertTrue(outcome.err().contains("chmod go-w"), outcome.err());
  }

  @Test
  void anUnknownOptionIsNamedWithItsSource() throws Exception {
    Outcome outcome = new Child(folder).agent("source=page:gen.page,sorce=x").run(HelloWorld.class);
    assertOneLine(outcome, "'sorce'", "the agent's arguments");
    outcome =
        new Child(folder)
            .agent("source=page:gen.page")
            .variable("DIVERGE_NO_SUCH_THING", "1")
            .run(HelloWorld.class);
    assertOneLine(outcome, "'no-such-thing'", "DIVERGE_NO_SUCH_THING");
  }

  @Test
  void aBadValueIsNamedAndTheDefaultUsed() throws Exception {
    Outcome outcome =
        new Child(folder)
            .agent("source=page:gen.page")
            .flags("-Ddiverge.poll=soon")
            .run(HelloWorld.class);
    assertOneLine(outcome, "'soon'", "diverge.poll", "100");
  }

  @Test
  void anUnknownSourceKindIsNamed() throws Exception {
    Outcome outcome = new Child(folder).agent("source=pgae:gen.page").run(HelloWorld.class);
    assertEquals(0, outcome.status());
    assertTrue(outcome.err().contains("pgae"), outcome.err());
  }

  @Test
  void theSecondAgentIsIgnored() throws Exception {
    Outcome outcome =
        new Child(folder)
            .agent("source=page:gen.page")
            .agent("source=page:gen.page")
            .run(HelloWorld.class);
    assertOneLine(outcome, "already");
  }

  @Test
  void theApplicationSeesTheEntryAlone() throws Exception {
    Path alone = Files.createDirectories(folder.resolve("alone"));
    String quiet = Quiet.class.getName().replace('.', '/') + ".class";
    Path copy = alone.resolve(quiet);
    Files.createDirectories(copy.getParent());
    try (var in = Quiet.class.getClassLoader().getResourceAsStream(quiet)) {
      Files.copy(in, copy);
    }
    Outcome outcome =
        new Child(folder)
            .tool(
                "java",
                List.of(
                    Child.flag("source=page:gen.page,self-test=full"),
                    "-cp",
                    alone.toString(),
                    Quiet.class.getName()));
    assertEquals(
        """
        dev.diverge.entry.DivergeAgent true
        dev.diverge.agent.Install false
        dev.diverge.driver.Generation false
        dev.diverge.integrations.Integration false
        org.objectweb.asm.ClassReader false""",
        outcome.out());
    assertEquals("", outcome.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"javac", "jar", "javap", "keytool", "jcmd"})
  void jdkToolsAreLeftAlone(String tool) throws Exception {
    List<String> arguments = tool.equals("keytool") ? List.of("-help") : List.of("--help");
    // A source that is missing would be reported, if the agent did anything.
    Outcome outcome =
        new Child(folder)
            .variable("JAVA_TOOL_OPTIONS", Child.flag("source=page:missing.page"))
            .tool(tool, arguments);
    assertTrue(!outcome.err().contains("diverge: "), outcome.err());
  }

  @Test
  void optionsComeFromFourPlacesTheEarlierFirst() throws Exception {
    Path config = Files.writeString(folder.resolve("diverge.properties"), "poll=bad-in-file\n");
    Outcome outcome =
        new Child(folder)
            .agent("source=page:gen.page,config=" + config)
            .variable("DIVERGE_SOURCE", "page:missing.page")
            .flags("-Ddiverge.source=page:missing-too.page")
            .run(HelloWorld.class);
    assertOneLine(outcome, "bad-in-file", config.toString());
  }

  private static void assertQuiet(Outcome outcome) {
    assertEquals(new Outcome(0, "hello", ""), outcome);
  }

  private static void assertOneLine(Outcome outcome, String... naming) {
    assertEquals(0, outcome.status());
    assertEquals("hello", outcome.out());
    assertEquals(1, outcome.err().lines().count(), outcome.err());
    for (String name : naming) {
      assertTrue(outcome.err().contains(name), outcome.err());
    }
  }
}
