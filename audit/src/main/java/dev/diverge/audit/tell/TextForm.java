package dev.diverge.audit.tell;

import dev.diverge.audit.judge.Finding;
import dev.diverge.audit.judge.Live;
import dev.diverge.integrations.Severity;
import dev.diverge.scan.judge.Verdict;
import dev.diverge.scan.tell.TextParts;
import java.util.List;
import java.util.Locale;

/** For people. */
public final class TextForm {

  private TextForm() {}

  public static String of(Answer answer) {
    StringBuilder out = new StringBuilder();
    TextParts.line(
        out,
        "",
        String.format(
            Locale.ROOT,
            "looked at %d objects in %.1f s, while the application went on%s",
            answer.objects(),
            answer.millis() / 1000.0,
            answer.cut() ? "; there are more" : ""));
    if (!answer.compared()) {
      TextParts.line(
          out,
          "",
          "compared with no other start: told is what looks drawn; give two PIDs, or the command"
              + " behind --, for the rest");
    }
    if (answer.drillFailed()) {
      TextParts.line(out, "", "a reset failed in the drill: see java -jar diverge.jar status PID");
    }
    for (Severity severity : Severity.values()) {
      group(out, answer, severity);
    }
    living(out, answer.living());
    out.append('\n');
    for (Verdict verdict : Verdict.values()) {
      out.append(String.format(Locale.ROOT, "%-11s %d%n", verdict.word(), answer.count(verdict)));
    }
    return out.toString();
  }

  private static void group(StringBuilder out, Answer answer, Severity severity) {
    boolean any = false;
    for (Finding finding : answer.findings()) {
      if (finding.severity() == severity && finding.isOpen()) {
        if (!any) {
          TextParts.heading(out, severity);
          any = true;
        }
        finding(out, finding, answer.copies(finding));
      }
    }
  }

  private static void finding(StringBuilder out, Finding finding, List<String> copies) {
    TextParts.field(out, finding.target(), finding.isStatic(), finding.type(), finding.jar());
    TextParts.line(
        out,
        "    ",
        finding.value() + (finding.count() == 1 ? "" : ", " + finding.count() + " of them"));
    if (finding.path().size() > 1) {
      TextParts.line(out, "    held by  ", String.join(" \u2190 ", reversed(finding.path())));
    }
    if (!copies.isEmpty()) {
      TextParts.line(out, "    also in  ", String.join(", ", copies));
    }
    TextParts.knownTo(out, finding.by());
  }

  /** The nearest first, without the field itself. */
  private static List<String> reversed(List<String> path) {
    List<String> holders = new java.util.ArrayList<>(path.subList(0, path.size() - 1));
    java.util.Collections.reverse(holders);
    return holders;
  }

  private static void living(StringBuilder out, List<Live> all) {
    if (all.isEmpty()) {
      return;
    }
    out.append("\nliving\n");
    for (Live live : all) {
      TextParts.line(
          out,
          "  ",
          String.format(
              Locale.ROOT,
              "%-11s %5d %s %s%s",
              live.verdict().word(),
              live.count(),
              live.what(),
              live.className(),
              live.by().isEmpty() ? "" : "  (" + live.by() + ")"));
    }
  }
}
