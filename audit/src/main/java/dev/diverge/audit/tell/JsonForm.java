package dev.diverge.audit.tell;

import dev.diverge.audit.judge.Finding;
import dev.diverge.audit.judge.Live;
import dev.diverge.scan.judge.Verdict;
import dev.diverge.scan.tell.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** For programs: one object for each finding. */
public final class JsonForm {

  private JsonForm() {}

  public static String of(Answer answer) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("tool", "diverge audit");
    all.put("version", answer.version());
    all.put("comparedWithAnotherStart", answer.compared());
    all.put("objects", answer.objects());
    all.put("milliseconds", answer.millis());
    all.put("cut", answer.cut());
    all.put("drillFailed", answer.drillFailed());
    all.put("times", answer.times());
    Map<String, Object> counts = new LinkedHashMap<>();
    for (Verdict verdict : Verdict.values()) {
      counts.put(verdict.word(), answer.count(verdict));
    }
    all.put("counts", counts);
    List<Object> findings = new ArrayList<>();
    for (Finding finding : answer.findings()) {
      findings.add(object(finding));
    }
    all.put("findings", findings);
    List<Object> living = new ArrayList<>();
    for (Live live : answer.living()) {
      living.add(object(live));
    }
    all.put("living", living);
    return Json.of(all) + "\n";
  }

  private static Map<String, Object> object(Finding finding) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("class", finding.className());
    one.put("field", finding.field());
    one.put("type", finding.type());
    one.put("static", finding.isStatic());
    one.put("kind", finding.kind().word());
    one.put("length", finding.longest());
    one.put("values", finding.count());
    one.put("counter", finding.moving());
    one.put("severity", finding.severity().name().toLowerCase(Locale.ROOT));
    one.put("verdict", finding.verdict().word());
    one.put("by", finding.by());
    one.put("jar", finding.jar());
    one.put("path", finding.path());
    if (finding.sameAs() != null) {
      one.put("sameAs", finding.sameAs());
    }
    return one;
  }

  private static Map<String, Object> object(Live live) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("what", live.what());
    one.put("class", live.className());
    one.put("count", live.count());
    one.put("verdict", live.verdict().word());
    one.put("by", live.by());
    return one;
  }
}
