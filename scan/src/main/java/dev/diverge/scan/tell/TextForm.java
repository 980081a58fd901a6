package dev.diverge.scan.tell;

import dev.diverge.integrations.Severity;
import dev.diverge.scan.judge.Finding;
import dev.diverge.scan.judge.Verdict;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** For people. */
public final class TextForm {

  private TextForm() {}

  public static String of(Answer answer) {
    StringBuilder out = new StringBuilder();
    out.append("scanned ")
        .append(answer.classes())
        .append(" classes of ")
        .append(answer.jars())
        .append(" jars and folders in ")
        .append(String.format(Locale.ROOT, "%.1f s", answer.millis() / 1000.0))
        .append('\n');
    for (Severity severity : Severity.values()) {
      group(out, answer, severity);
    }
    for (Verdict verdict : Verdict.values()) {
      summary(out, answer, verdict);
    }
    return out.toString();
  }

  private static void group(StringBuilder out, Answer answer, Severity severity) {
    boolean any = false;
    for (Finding finding : answer.findings()) {
      if (finding.severity() == severity && answer.isOpen(finding)) {
        if (!any) {
          TextParts.heading(out, severity);
          any = true;
        }
        finding(out, finding);
      }
    }
  }

  private static void finding(StringBuilder out, Finding finding) {
    TextParts.field(
        out, finding.target(), finding.isStatic(), finding.type(), finding.place().jar());
    TextParts.line(out, "    ", finding.kind().word() + ": " + finding.kind().sentence());
    TextParts.knownTo(out, finding.by());
    if (!finding.origin().isEmpty()) {
      TextParts.line(out, "    from  ", String.join(" \u2190 ", finding.origin()));
    }
    if (!finding.users().isEmpty()) {
      TextParts.line(out, "    used by  ", String.join(", ", finding.users()));
    }
    if (finding.rule() != null) {
      TextParts.line(out, "    rule  ", finding.rule());
    } else if (finding.doubtful() != null) {
      TextParts.line(out, "    rule, if any value will do  ", finding.doubtful());
    }
  }

  private static void summary(StringBuilder out, Answer answer, Verdict verdict) {
    Map<String, Integer> by = new TreeMap<>();
    int count = 0;
    for (Finding finding : answer.findings()) {
      if (finding.verdict() == verdict
          && (verdict != Verdict.UNCOVERED || answer.isOpen(finding))) {
        by.merge(finding.by(), 1, Integer::sum);
        count++;
      }
    }
    if (verdict == Verdict.COVERED) {
      out.append('\n');
    }
    out.append(String.format(Locale.ROOT, "%-11s %d", verdict.word(), count));
    if (verdict == Verdict.COVERED && count > 0) {
      out.append("  ").append(Lines.plain(by.toString().replace('=', ' ')));
    }
    if (verdict == Verdict.UNCOVERED && !answer.known().isEmpty()) {
      out.append(", without the ").append(answer.known().size()).append(" of the baseline");
    }
    if (verdict == Verdict.UNCOVERED && !answer.suppressed().isEmpty()) {
      out.append(", ").append(answer.suppressed().size()).append(" suppressed");
    }
    out.append('\n');
  }
}
