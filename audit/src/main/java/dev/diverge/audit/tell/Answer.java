package dev.diverge.audit.tell;

import dev.diverge.audit.judge.Finding;
import dev.diverge.audit.judge.Live;
import dev.diverge.scan.judge.Verdict;
import java.util.List;

/**
 * All there is to tell.
 *
 * @param compared whether there was another start to compare with
 * @param millis how long a walk took, beside the application
 * @param cut whether there was more than a walk looks at
 * @param times how many numbers were left aside as times, addresses and the like
 * @param drillFailed whether a reset of the drill failed
 */
public record Answer(
    String version,
    boolean compared,
    int objects,
    long millis,
    boolean cut,
    List<Finding> findings,
    List<Live> living,
    int times,
    boolean drillFailed) {

  /** How many values there are; copies do not count. */
  long count(Verdict verdict) {
    return findings.stream()
        .filter(finding -> finding.verdict() == verdict && finding.sameAs() == null)
        .count();
  }

  /** The fields that have the same value. */
  List<String> copies(Finding of) {
    return findings.stream()
        .filter(finding -> of.target().equals(finding.sameAs()))
        .map(Finding::target)
        .toList();
  }
}
