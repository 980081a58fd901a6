package dev.diverge.testapps.answers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every example in the documentation is run, and every output in it is what is printed. */
class DocsTest {

  /** What is there to be looked at: what no build can run, and drawings. */
  private static final Set<String> SHOWN = Set.of("text", "mermaid");

  private static final Pattern VARIABLE =
      Pattern.compile(
          "^(?:ENV |Environment=|export )(\\w+)=(\\S+)|- name: ([A-Z_]+)\\s+value: (\\S+)",
          Pattern.MULTILINE);

  @TempDir Path folder;

  @TestFactory
  List<DynamicTest> everyExample() throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    for (Fence fence : Fence.all()) {
      boolean elsewhere = fence.isOfExtensions() || fence.isOfTestlab();
      if (!SHOWN.contains(fence.language()) && !elsewhere) {
        tests.add(DynamicTest.dynamicTest(fence.toString(), () -> run(fence)));
      }
    }
    return tests;
  }

  @Test
  void everyOptionIsInTheTableAndItsExampleAndDefaultAreTaken() throws Exception {
    String page = Files.readString(Fence.root().resolve("docs/configuration.md"));
    List<String> given = new ArrayList<>(List.of("enabled=false"));
    TreeSet<String> keys = new TreeSet<>();
    for (String row : page.lines().filter(line -> line.startsWith("| `")).toList()) {
      String[] cells = row.split("\\|", 0);
      String key = cells[1].strip().replace("`", "");
      String example = cells[cells.length - 1].strip().replace("`", "");
      boolean family = key.endsWith(".NAME");
      assertTrue(example.startsWith(family ? key.replace("NAME", "") : key + "="), row);
      if (!family) {
        keys.add(key);
      }
      given.add(example);
      if (cells[2].contains("`")) {
        given.add(key + "=" + cells[2].strip().replace("`", ""));
      }
    }
    given.add("nonsense=1");
    String options = String.join(",", given);
    String flag = "-javaagent:" + Child.agentJar() + "=" + options;
    try (Child child = Child.java(folder, List.of(flag, "-version"))) {
      child.finish();
      List<String> said = child.err().lines().filter(line -> line.startsWith("diverge: ")).toList();
      assertEquals(2, said.size(), child.err()); // the config file is not there, nor the option
      String known = said.get(0).contains("nonsense") ? said.get(0) : said.get(1);
      String list = known.substring(known.indexOf("known: ") + "known: ".length());
      TreeSet<String> all = new TreeSet<>(List.of(list.split(", ")));
      all.removeIf(key -> key.contains("."));
      assertEquals(all, keys);
    }
  }

  private void run(Fence fence) throws Exception {
    switch (fence.language()) {
      case "java" -> java(fence);
      case "properties" -> rules(fence);
      case "dockerfile", "yaml", "ini" -> environment(fence.text());
      default -> {
        if (fence.first().startsWith("$ ")) {
          session(fence);
        } else if (fence.first().startsWith("diverge: rules")) {
          mistakes(fence);
        } else if (fence.first().startsWith("diverge: ")) {
          said(fence);
        } else {
          fence.text().lines().forEach(line -> command(fence, line));
        }
      }
    }
  }

  private void java(Fence fence) throws Exception {
    Matcher type =
        Pattern.compile("^(?:final )?class (\\w+)", Pattern.MULTILINE).matcher(fence.text());
    assertTrue(type.find(), "no class in " + fence);
    String name = type.group(1);
    if (!DocsApps.MAINS.containsKey(name)) {
      integration(fence);
      return;
    }
    Path classes =
        Sources.compile(
            Files.createTempDirectory(folder, name),
            Map.of(name + ".java", fence.text(), "Main.java", DocsApps.MAINS.get(name)));
    String with = main(classes, "crac=on,jmx=on");
    switch (name) {
      case "Node" -> assertEquals("true true true\n", with);
      case "Lease" -> assertEquals("true\n", with);
      default -> {
        assertTrue(with.startsWith("epoch 0\nclone detected: epoch 1 (page), "), with);
        return;
      }
    }
    assertEquals(with.replace("true", "false"), main(classes, null), "without the agent");
  }

  /** An integration, as CONTRIBUTING shows one. */
  private void integration(Fence fence) {
    assertTrue(fence.text().contains(" implements Integration"), "nothing runs " + fence);
  }

  private void rules(Fence fence) throws Exception {
    Path place = Files.createTempDirectory(folder, "rules");
    Path file = Files.writeString(place.resolve("my.rules"), fence.text());
    Path classes = Sources.compile(place, DocsApps.RULED);
    assertEquals("true true true true 0 [null ] 1\n", main(classes, "rules=" + file));
    assertEquals("false false false false 1 [user half a line] 0\n", main(classes, null));
  }

  /** The mistakes are put where the example has them. */
  private void mistakes(Fence fence) throws Exception {
    Path place = Files.createTempDirectory(folder, "mistakes");
    String[] lines = "\n".repeat(30).split("", -1);
    lines[16] = "com.acme.Node#ID = frehs\n";
    lines[22] = "com.acme.Node#sesion = null\n";
    Files.writeString(place.resolve("my.rules"), String.join("", lines));
    Path classes = Sources.compile(place, DocsApps.RULED);
    Page page = Page.in(place);
    try (Child child =
        Child.java(
            place,
            List.of(
                Child.agent(page, "rules=my.rules"),
                "-cp",
                classes.toString(),
                "Main",
                page.file().toString()))) {
      child.finish();
      for (String line : fence.text().lines().toList()) {
        assertTrue(child.err().contains(line + "\n"), line + " in " + child.err());
      }
    }
  }

  /** Lines on stderr, but for their numbers. */
  private void said(Fence fence) throws Exception {
    Page page = Page.in(Files.createTempDirectory(folder, "said"));
    try (Child child =
        Child.main(folder, List.of(Child.agent(page)), IdleApp.class, page.file().toString())) {
      child.finish();
      assertEquals(normal(fence.text()), normal(child.err()));
    }
  }

  private void command(Fence fence, String line) {
    String command = line.replaceAll("\\s+#.*", "").strip();
    try {
      if (command.startsWith("./") || command.startsWith("mvn ")) {
        String script = command.startsWith("./") ? command.split(" ", 2)[0] : "pom.xml";
        assertTrue(Files.exists(Fence.root().resolve(script)), command); // CI runs these
      } else if (command.startsWith("export ")) {
        environment(command);
      } else if (command.startsWith("java -javaagent:")) {
        String flag = command.substring("java ".length(), command.indexOf(" -jar"));
        environment("ENV JAVA_TOOL_OPTIONS=" + flag);
      } else if (!command.isEmpty()) {
        fail("nothing runs '" + command + "' of " + fence);
      }
    } catch (Exception e) {
      throw new AssertionError(command, e);
    }
  }

  /** A JVM with the variables that are set: the agent is in it, and it notices. */
  private void environment(String text) throws Exception {
    Path place = Files.createTempDirectory(folder, "environment");
    Page page = Page.in(place);
    Map<String, String> variables = new HashMap<>();
    for (Matcher found = VARIABLE.matcher(text); found.find(); ) {
      boolean yaml = found.group(1) == null;
      variables.put(found.group(yaml ? 3 : 1), real(found.group(yaml ? 4 : 2), page));
    }
    assertTrue(variables.containsKey("JAVA_TOOL_OPTIONS"), text);
    if (!variables.values().toString().contains(page.file().toString())) {
      variables.put("DIVERGE_SOURCE", "page:" + page.file()); // this machine may have no source
    }
    List<String> command =
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            IdleApp.class.getName(),
            page.file().toString());
    try (Child child = Child.java(place, command, variables)) {
      String out = child.finish();
      assertEquals(List.of("epoch 0 true", "ran 1 other"), out.lines().toList(), child.err());
    }
    if (text.contains("ready-file=")) {
      assertEquals("epoch 1 confirmed\n", Files.readString(place.resolve("diverge-ready")));
    }
  }

  private static String real(String value, Page page) throws Exception {
    return value
        .replaceAll("-javaagent:[\\w/]*diverge\\.jar", "-javaagent:" + Child.agentJar())
        .replace("/run/diverge/generation", page.file().toString())
        .replace("/tmp/diverge-ready", page.file().resolveSibling("diverge-ready").toString());
  }

  /** A command and what it prints. */
  private void session(Fence fence) throws Exception {
    String command = fence.first().substring(2);
    String printed = fence.text().substring(fence.text().indexOf('\n') + 1);
    if (command.startsWith("jfr ")) {
      assertEquals(fields(printed), fields(recording()));
      return;
    }
    if (command.startsWith("./")) {
      command(fence, command); // CI runs it
      return;
    }
    assertTrue(command.startsWith("java -jar diverge.jar "), "nothing runs " + fence);
    List<String> words = List.of(command.substring("java -jar diverge.jar ".length()).split(" "));
    Page page = Page.in(Files.createTempDirectory(folder, "session"));
    String options = "action-timeout=30000";
    List<String> flags = List.of(Child.agent(page, options), "-XX:+EnableDynamicAgentLoading");
    try (Child child =
        Child.main(folder, flags, AnswersApp.class, page.file().toString(), "stay")) {
      child.await("up");
      String pid = Long.toString(child.pid());
      if (words.contains("--epoch=1")) {
        child.say("");
      } else if (words.contains("status")) {
        cli(List.of("drill", pid));
      }
      List<String> real = new ArrayList<>();
      for (String word : words) {
        real.add(word.equals("4711") ? pid : word.replace("/run/x/generation", page.file() + ""));
      }
      assertEquals(topics(printed), topics(cli(real)), fence.toString());
    }
  }

  /** The lines that begin a topic, but for numbers; sources and platforms are the machine's. */
  private static List<String> topics(String printed) {
    List<String> topics = new ArrayList<>();
    for (String line : printed.lines().toList()) {
      if (!line.startsWith(" ") && !line.startsWith("generation") && !line.startsWith("platform")) {
        topics.add(normal(line.strip()).replaceAll(" +", " "));
      }
    }
    return topics;
  }

  private static String normal(String text) {
    return text.replaceAll("\\d+([.:-]\\d+)*(T[\\d:.]+Z)?", "N");
  }

  private static Set<String> fields(String event) {
    TreeSet<String> fields = new TreeSet<>();
    for (String line : event.lines().toList()) {
      fields.add(line.contains(" = ") ? line.substring(0, line.indexOf(" = ")).strip() : line);
    }
    return fields;
  }

  private String recording() throws Exception {
    Path place = Files.createTempDirectory(folder, "recording");
    Page page = Page.in(place);
    Path file = place.resolve("recording.jfr");
    List<String> flags =
        List.of(Child.agent(page), "-XX:StartFlightRecording:filename=" + file, "-Xlog:jfr*=off");
    try (Child child =
        Child.main(folder, flags, AnswersApp.class, page.file().toString(), "clones")) {
      child.finish();
    }
    Process print =
        new ProcessBuilder(
                Child.home().resolve("bin/jfr").toString(),
                "print",
                "--events",
                "diverge.Clone",
                file.toString())
            .start();
    String all = new String(print.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return all.substring(0, all.indexOf('}') + 1);
  }

  private String cli(List<String> words) throws Exception {
    List<String> command = new ArrayList<>(List.of("-jar", Child.agentJar().toString()));
    command.addAll(words);
    try (Child child = Child.java(folder, command)) {
      return child.finish();
    }
  }

  private String main(Path classes, String options) throws Exception {
    Page page = Page.in(classes);
    String path = classes + File.pathSeparator + System.getProperty("java.class.path");
    List<String> command = new ArrayList<>();
    if (options != null) {
      command.add(Child.agent(page, options));
    }
    command.addAll(List.of("-cp", path, "Main", page.file().toString()));
    try (Child child = Child.java(folder, command)) {
      return child.finish();
    }
  }
}
