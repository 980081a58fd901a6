package dev.diverge.scan.tell;

import dev.diverge.scan.judge.Finding;

/** A rules file for the agent: certain lines stand, doubtful ones wait behind a {@code #}. */
public final class RulesForm {

  private RulesForm() {}

  public static String of(Answer answer) {
    StringBuilder out = new StringBuilder();
    line(out, "# Written by diverge scan " + answer.version() + ": review it, then give it to the");
    line(out, "# agent as rules=FILE. Lines that begin with '# ' and a class need a decision: the");
    line(out, "# value is made of a part of its type's range, or of something else besides.");
    for (Finding finding : answer.findings()) {
      if (answer.isOpen(finding)) {
        out.append('\n');
        line(
            out,
            "# "
                + finding.place().jar()
                + ": "
                + finding.type()
                + ", "
                + finding.kind().sentence());
        if (!finding.origin().isEmpty()) {
          line(out, "# from " + String.join(" <- ", finding.origin()));
        }
        rule(out, finding);
      }
    }
    return out.toString();
  }

  private static void rule(StringBuilder out, Finding finding) {
    if (finding.rule() != null) {
      line(out, finding.rule());
    } else if (finding.doubtful() != null) {
      line(out, "# " + finding.doubtful());
    } else {
      line(out, "# no rule can make another " + finding.type() + ": see docs/registering-state.md");
      line(out, "# " + finding.target());
    }
  }

  private static void line(StringBuilder out, String text) {
    out.append(Lines.plain(text)).append('\n');
  }
}
