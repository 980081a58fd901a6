package dev.diverge.audit.judge;

import dev.diverge.audit.walk.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One value that many fields have: the one that is nearest to where it is kept stands for all. */
final class Copies {

  /** Shorter ones are the same by chance. */
  private static final int LONG_BITS = 48;

  private static final int LONG_TEXT = 8;

  private Copies() {}

  /** The same findings, and of copies what they are the same as. */
  static List<Finding> told(List<Finding> findings) {
    List<Finding> ranked = new ArrayList<>(findings);
    ranked.sort(
        Comparator.<Finding, Boolean>comparing(finding -> !isValue(finding))
            .thenComparing(finding -> finding.path().size())
            .thenComparing(Finding::target));
    Map<String, Finding> first = new HashMap<>();
    List<Finding> told = new ArrayList<>();
    for (Finding finding : ranked) {
      Finding original = isLong(finding) ? original(finding, first) : null;
      if (original != null) {
        told.add(finding.sameAs(original.target()));
      } else {
        finding.digests().forEach(digest -> first.putIfAbsent(digest, finding));
        told.add(finding);
      }
    }
    return told;
  }

  private static @Nullable Finding original(Finding finding, Map<String, Finding> first) {
    Finding original = null;
    for (String digest : finding.digests()) {
      Finding other = first.get(digest);
      if (other == null
          || other.verdict() != finding.verdict()
          || (original != null && !other.target().equals(original.target()))) {
        return null;
      }
      original = other;
    }
    return original;
  }

  private static boolean isLong(Finding finding) {
    return switch (finding.kind()) {
      case UUID, KEY -> true;
      case NUMBER -> finding.longest() * Byte.SIZE >= LONG_BITS;
      case TEXT, BYTES, FRACTION -> finding.shortest() >= LONG_TEXT;
    };
  }

  /** Whether the field itself is of the value's type, not of one that holds it. */
  private static boolean isValue(Finding finding) {
    return finding.kind() == Kind.NUMBER
        || finding.type().equals("java.lang.String")
        || finding.type().equals("java.util.UUID")
        || finding.type().endsWith("[]")
        || finding.type().endsWith("Key");
  }
}
