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

  private static String matter(Severity severity) {
    return switch (severity) {
      case SECURITY -> "security";
      case UNIQUENESS -> "uniqueness";
      case NUISANCE -> "little else";
    };
  }

  private static void group(StringBuilder out, Answer answer, Severity severity) {
    boolean any = false;
    for (Finding finding : answer.findings()) {
      if (finding.severity() == severity && answer.isOpen(finding)) {
        if (!any) {
          out.append("\nuncovered, a matter of ").append(matter(severity)).append('\n');
          any = true;
        }
        finding(out, finding);
      }
    }
  }

  private static void finding(StringBuilder out, Finding finding) {
    line(
        out,
        "  ",
        finding.target()
            + "  ("
            + (finding.isStatic() ? "static " : "")
            + finding.type()
            + ", "
            + finding.place().jar()
            + ")");
    line(out, "    ", finding.kind().word() + ": " + finding.kind().sentence());
    if (!finding.by().isEmpty()) {
      line(out, "    ", "known to the integration " + finding.by() + ", and not reset: see doctor");
    }
    if (!finding.origin().isEmpty()) {
      line(out, "    from  ", String.join(" \u2190 ", finding.origin()));
    }
    if (!finding.users().isEmpty()) {
      line(out, "    used by  ", String.join(", ", finding.users()));
    }
    if (finding.rule() != null) {
      line(out, "    rule  ", finding.rule());
    } else if (finding.doubtful() != null) {
      line(out, "    rule, if any value will do  ", finding.doubtful());
    }
  }

  private static void line(StringBuilder out, String head, String text) {
    out.append(head).append(Lines.plain(text)).append('\n');
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
