package dev.diverge.agent.process;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.agent.fuzz.Scraps;
import dev.diverge.driver.SourceSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is given as an option, wherever, the agent has values to start with. */
@Timeout(600)
class OptionsFuzzTest {

  private static final List<String> SOURCES =
      List.of(
          "auto",
          "none",
          "vmclock+sysgenid+kmsg",
          "page:/run/diverge/generation",
          "file:/a=b:c+crac+criu",
          "vmclock:/dev/vmclock0+page:x");

  private final Scraps scraps = new Scraps();
  private final List<String> keys = new ArrayList<>(List.of("integration.tomcat", "integration."));
  private final List<String> pairs = new ArrayList<>(List.of("", "novalue", "=", "a=b"));

  @TempDir Path folder;

  OptionsFuzzTest() {
    for (Option option : Option.values()) {
      keys.add(option.key);
      if (option != Option.CONFIG) {
        pairs.add(option.key + "=" + option.byDefault);
      }
      if (option.values != null) {
        for (String value : option.values.split("\\|", -1)) {
          pairs.add(option.key + "=" + value);
        }
      }
    }
    SOURCES.forEach(source -> pairs.add("source=" + source));
  }

  @Test
  void anyArgumentsPropertiesAndVariablesDo() {
    scraps.each(400, () -> judge(Options.of(arguments(), properties(), variables())));
  }

  @Test
  void anyConfigFileDoes() throws Exception {
    Path file = folder.resolve("config");
    List<String> lines = new ArrayList<>(pairs);
    lines.addAll(List.of("# remark", "a: b", "poll \\\n 7", "log=\\u0041", "config=config"));
    scraps.each(
        20,
        () -> {
          Files.write(file, scraps.bytesLike(List.of(String.join("\n", few(lines)))));
          judge(Options.of("config=" + file, new Properties(), Map.of()));
        });
  }

  @Test
  void anyConfigPathDoes() {
    List<String> paths = List.of(folder.toString(), folder + "/none", "", "\0", "caf\u00e9");
    scraps.each(
        20,
        () -> {
          Properties properties = new Properties();
          properties.setProperty("diverge.config", folder + "/" + scraps.like(paths));
          judge(Options.of("", properties, Map.of()));
        });
  }

  @Test
  void anySourceDoes() {
    scraps.each(
        100,
        () -> {
          try {
            for (SourceSpec spec : SourceSpec.parse(scraps.like(SOURCES))) {
              assertNotNull(spec.text());
            }
          } catch (IllegalArgumentException refused) {
            assertTrue(refused.getMessage().length() > 10, refused.getMessage());
          }
        });
  }

  private static void judge(Options options) {
    for (Option option : Option.values()) {
      assertTrue(option.accepts(options.get(option)), option.key);
      if (Option.NUMBER.equals(option.values)) {
        assertTrue(options.number(option) > 0, option.key);
      }
    }
    for (String complaint : options.complaints()) {
      assertTrue(!complaint.isEmpty());
    }
  }

  private String arguments() {
    return scraps.like(List.of(String.join(",", few(pairs))));
  }

  private Properties properties() {
    Properties properties = new Properties();
    for (String key : few(keys)) {
      properties.setProperty("diverge." + scraps.like(List.of(key)), value());
    }
    properties.remove("diverge.config");
    return properties;
  }

  private Map<String, String> variables() {
    Map<String, String> variables = new HashMap<>();
    for (String key : few(keys)) {
      variables.put("DIVERGE_" + scraps.like(List.of(key.replace('-', '_'))), value());
    }
    variables.remove("DIVERGE_config");
    return variables;
  }

  private String value() {
    String pair = scraps.like(pairs);
    return pair.substring(pair.indexOf('=') + 1);
  }

  private List<String> few(List<String> of) {
    List<String> few = new ArrayList<>();
    for (int i = scraps.below(5); i > 0; i--) {
      few.add(scraps.one(of));
    }
    return few;
  }
}
