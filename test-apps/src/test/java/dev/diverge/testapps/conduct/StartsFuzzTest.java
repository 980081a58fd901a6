package dev.diverge.testapps.conduct;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.testapps.bench.HelloWorld;
import dev.diverge.testapps.conduct.Child.Outcome;
import dev.diverge.testlab.AgentJar;
import dev.diverge.testlab.GenerationPage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever the agent is given, the application starts, and it alone writes to its output: some real
 * JVMs, with {@code -Ddiverge.slow=true} hundreds, the same again by {@code -Ddiverge.fuzz.seed}.
 */
class StartsFuzzTest {

  /** News of an epoch that no drill or clone here comes to. */
  private static final String FORGED = "diverge: clone detected: epoch 987654321";

  private static final List<String> PAIRS =
      List.of(
          "source=page:gen.page",
          "source=file:noise+page:gen.page",
          "source=auto",
          "source=vmclock:noise+sysgenid:noise+kmsg:noise",
          "source=crac+criu",
          "source=none",
          "config=noise",
          "config=.",
          "rules=noise",
          "rules=gen.page",
          "ready-file=ready",
          "ready-file=none/ready",
          "on-failure=continue",
          "log=debug",
          "poll=1",
          "poll=3600000",
          "jmx=on",
          "crac=on",
          "jar-rules=off",
          "self-test=full",
          "third-party-random=keep",
          "integration.tomcat=off",
          "integration.none=on",
          "enabled=true");
  private static final List<String> NOISE =
      List.of(
          "\n",
          "\r",
          "\t",
          "\u001b[2J",
          "\u0130",
          "\ud83d\ude00",
          "=",
          ",",
          "+",
          ":",
          "/",
          "%",
          "\\",
          "'",
          "\"",
          " ",
          "0",
          "-1",
          "99999999999",
          FORGED);

  private final long seed = Long.getLong("diverge.fuzz.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @TempDir Path folder;

  @BeforeEach
  void files() {
    GenerationPage.create(folder.resolve("gen.page"));
  }

  @Test
  void anyOptionsLetTheApplicationStart() throws Exception {
    int starts = Boolean.getBoolean("diverge.slow") ? 300 : 5;
    for (int i = 0; i < starts; i++) {
      Files.write(folder.resolve("noise"), noise());
      String options = options();
      Outcome outcome = new Child(folder).agent(options).run(HelloWorld.class);
      String hint = "start " + i + " of -Ddiverge.fuzz.seed=" + seed + ": " + options;
      assertEquals(0, outcome.status(), hint + "\n" + outcome.err());
      assertEquals("hello", outcome.out(), hint + "\n" + outcome.err());
      judge(outcome.err(), hint);
    }
  }

  /** The same questions and options, by attaching to a JVM that has the agent. */
  @Test
  void anyQuestionLetsItRun() throws Exception {
    int questions = Boolean.getBoolean("diverge.slow") ? 5000 : 200;
    Outcome outcome =
        new Child(folder)
            .agent("source=page:gen.page")
            .flags("-Djdk.attach.allowAttachSelf=true", "-XX:+EnableDynamicAgentLoading")
            .run(
                Asked.class,
                AgentJar.required().jar().toString(),
                folder.resolve("gen.page").toString(),
                Long.toString(seed),
                Integer.toString(questions));
    String hint = "-Ddiverge.fuzz.seed=" + seed;
    assertEquals("noticed", outcome.out(), hint + "\n" + outcome.err());
    assertEquals(0, outcome.status(), hint + "\n" + outcome.err());
    judge(outcome.err(), hint);
  }

  /** Nobody can make a line that looks like news. */
  private static void judge(String said, String hint) {
    for (String line : said.lines().toList()) {
      assertTrue(line.startsWith("diverge: "), hint + "\n" + said);
      boolean news = line.startsWith(FORGED);
      assertTrue(!news && line.chars().noneMatch(Character::isISOControl), hint + "\n" + said);
    }
  }

  private String options() {
    StringBuilder options = new StringBuilder();
    for (int i = random.nextInt(5); i > 0; i--) {
      options.append(PAIRS.get(random.nextInt(PAIRS.size()))).append(i > 1 ? "," : "");
    }
    for (int mistakes = random.nextInt(4); mistakes > 0; mistakes--) {
      String what = NOISE.get(random.nextInt(NOISE.size()));
      options.insert(random.nextInt(options.length() + 1), what);
    }
    return options.toString();
  }

  private byte[] noise() {
    List<String> lines = new ArrayList<>(PAIRS);
    lines.addAll(List.of("com.acme.Node#ID = fresh", "a.B#c() = call", "# x", "VCLK"));
    byte[] bytes =
        lines.get(random.nextInt(lines.size())).repeat(random.nextInt(9)).getBytes(UTF_8);
    for (int i = bytes.length == 0 ? 0 : random.nextInt(5); i > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    return bytes;
  }
}
