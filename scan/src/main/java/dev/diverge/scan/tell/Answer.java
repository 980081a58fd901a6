package dev.diverge.scan.tell;

import dev.diverge.scan.judge.Finding;
import dev.diverge.scan.judge.Verdict;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All there is to tell.
 *
 * @param known targets that a baseline has
 * @param suppressed targets, and the reason each was given
 * @param unfollowed methods that could not be followed
 */
public record Answer(
    String version,
    int classes,
    int jars,
    long millis,
    List<Finding> findings,
    Set<String> known,
    Map<String, String> suppressed,
    Collection<String> troubles,
    int unfollowed) {

  /** Whether it is to be told of: nobody sees to it, and nobody said that it is fine. */
  public boolean isOpen(Finding finding) {
    return finding.verdict() == Verdict.UNCOVERED
        && !known.contains(finding.target())
        && !suppressed.containsKey(finding.target());
  }
}
