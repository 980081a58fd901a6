package dev.diverge.scan.tell;

import dev.diverge.scan.judge.Finding;
import dev.diverge.scan.judge.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** For programs: all findings, one object each. */
public final class JsonForm {

  private JsonForm() {}

  public static String of(Answer answer) {
    return Json.of(object(answer)) + "\n";
  }

  static Map<String, Object> object(Answer answer) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("tool", "diverge scan");
    all.put("version", answer.version());
    all.put("classes", answer.classes());
    all.put("jars", answer.jars());
    all.put("milliseconds", answer.millis());
    Map<String, Object> counts = new LinkedHashMap<>();
    for (Verdict verdict : Verdict.values()) {
      counts.put(
          verdict.word(),
          answer.findings().stream().filter(finding -> finding.verdict() == verdict).count());
    }
    all.put("counts", counts);
    all.put("notFollowed", answer.unfollowed());
    all.put("troubles", answer.troubles());
    List<Object> findings = new ArrayList<>();
    for (Finding finding : answer.findings()) {
      findings.add(object(finding, answer));
    }
    all.put("findings", findings);
    return all;
  }

  private static Map<String, Object> object(Finding finding, Answer answer) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("class", finding.className());
    one.put("field", finding.field());
    one.put("type", finding.type());
    one.put("static", finding.isStatic());
    one.put("kind", finding.kind().word());
    one.put("severity", finding.severity().name().toLowerCase(Locale.ROOT));
    one.put("verdict", finding.verdict().word());
    one.put("by", finding.by());
    one.put("jar", finding.place().jar());
    one.put("path", finding.place().path());
    one.put("application", finding.place().application());
    one.put("origin", finding.origin());
    one.put("usedBy", finding.users());
    if (finding.rule() != null) {
      one.put("rule", finding.rule());
    }
    if (finding.doubtful() != null) {
      one.put("ruleToReview", finding.doubtful());
    }
    if (answer.known().contains(finding.target())) {
      one.put("inBaseline", true);
    }
    String reason = answer.suppressed().get(finding.target());
    if (reason != null) {
      one.put("suppressed", reason);
    }
    return one;
  }
}
