package dev.diverge.scan.tell;

import dev.diverge.integrations.Severity;
import dev.diverge.scan.judge.Finding;
import dev.diverge.scan.judge.Kind;
import dev.diverge.scan.judge.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** SARIF 2.1.0, which code hosts show: what nobody sees to. */
public final class SarifForm {

  private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

  private SarifForm() {}

  public static String of(Answer answer) {
    List<Object> rules = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      rules.add(
          map(
              "id",
              kind.word(),
              "shortDescription",
              map("text", "Clones of the JVM share " + kind.sentence())));
    }
    List<Object> results = new ArrayList<>();
    for (Finding finding : answer.findings()) {
      if (finding.verdict() == Verdict.UNCOVERED) {
        results.add(result(finding, answer));
      }
    }
    List<Object> notes = new ArrayList<>();
    for (String trouble : answer.troubles()) {
      notes.add(map("level", "warning", "message", map("text", trouble)));
    }
    Map<String, Object> driver =
        map("name", "Diverge scan", "version", answer.version(), "rules", rules);
    Map<String, Object> run =
        map(
            "tool",
            map("driver", driver),
            "invocations",
            List.of(map("executionSuccessful", true, "toolExecutionNotifications", notes)),
            "results",
            results);
    return Json.of(map("$schema", SCHEMA, "version", "2.1.0", "runs", List.of(run))) + "\n";
  }

  private static Map<String, Object> result(Finding finding, Answer answer) {
    Map<String, Object> result =
        map(
            "ruleId",
            finding.kind().word(),
            "level",
            level(finding.severity()),
            "message",
            map("text", message(finding)),
            "locations",
            List.of(
                map(
                    "physicalLocation",
                    map("artifactLocation", map("uri", uri(finding.place().path()))),
                    "logicalLocations",
                    List.of(
                        map(
                            "fullyQualifiedName",
                            finding.className() + "." + finding.field(),
                            "kind",
                            "member")))),
            "partialFingerprints",
            map("field/v1", finding.target()),
            "baselineState",
            answer.known().contains(finding.target()) ? "unchanged" : "new");
    String reason = answer.suppressed().get(finding.target());
    if (reason != null) {
      result.put("suppressions", List.of(map("kind", "external", "justification", reason)));
    }
    return result;
  }

  private static String message(Finding finding) {
    String from =
        finding.origin().isEmpty() ? "" : ": " + String.join(" \u2190 ", finding.origin());
    String rule = finding.rule() == null ? "" : ". A rule resets it: " + finding.rule();
    return finding.target()
        + " is "
        + finding.kind().sentence()
        + ", and two clones share it"
        + from
        + rule;
  }

  private static String level(Severity severity) {
    return switch (severity) {
      case SECURITY -> "error";
      case UNIQUENESS -> "warning";
      case NUISANCE -> "note";
    };
  }

  private static String uri(String path) {
    StringBuilder uri = new StringBuilder();
    for (byte b : path.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if ((c < 0x7f && Character.isLetterOrDigit(c)) || "/._-~!+@".indexOf(c) >= 0) {
        uri.append(c);
      } else {
        uri.append('%').append(String.format("%02X", (int) c));
      }
    }
    return uri.toString();
  }

  private static Map<String, Object> map(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
