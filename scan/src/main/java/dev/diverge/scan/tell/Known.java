package dev.diverge.scan.tell;

import dev.diverge.scan.judge.Finding;
import dev.diverge.scan.judge.Verdict;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Lines of {@code CLASS#FIELD}, with the reason behind another {@code #}. */
public final class Known {

  private Known() {}

  /** A baseline: all that is uncovered now. */
  public static String baseline(List<Finding> findings) {
    TreeSet<String> targets = new TreeSet<>();
    for (Finding finding : findings) {
      if (finding.verdict() == Verdict.UNCOVERED) {
        targets.add(Lines.plain(finding.target()));
      }
    }
    StringBuilder out = new StringBuilder("# diverge scan: what was uncovered; one field a line\n");
    for (String target : targets) {
      out.append(target).append('\n');
    }
    return out.toString();
  }

  /**
   * Reads such lines.
   *
   * @param complaints takes a line for each that has no reason, if one is needed; null if not
   */
  public static Map<String, String> read(
      String text, String file, @org.jspecify.annotations.Nullable Collection<String> complaints) {
    Map<String, String> known = new LinkedHashMap<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String stripped = line.strip();
      if (stripped.isEmpty() || stripped.startsWith("#")) {
        continue;
      }
      int hash = stripped.indexOf('#');
      int end = hash < 0 ? -1 : stripped.indexOf('#', hash + 1);
      String target = (end < 0 ? stripped : stripped.substring(0, end)).strip();
      String reason = end < 0 ? "" : stripped.substring(end + 1).strip();
      if (complaints != null && (hash < 0 || reason.isEmpty())) {
        complaints.add(
            file + ":" + number + ": not suppressed: a line is CLASS#FIELD # and the reason");
      } else {
        known.put(target, reason);
      }
    }
    return known;
  }
}
