package dev.diverge.audit.judge;

import dev.diverge.audit.walk.Kind;
import dev.diverge.integrations.Severity;
import dev.diverge.scan.judge.Verdict;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A field whose value clones share.
 *
 * @param className with dots, {@code $} for nested
 * @param type the field's
 * @param kind what the value is
 * @param shortest how long it is: characters of a text, else bytes
 * @param count in how many places it was met
 * @param moving whether it is counted up from where it began
 * @param by who sees to it, empty if nobody does
 * @param path the fields by which it is reached, from a static one or a thread
 * @param sameAs the field that is told of with the same value, null if it is told of itself
 */
public record Finding(
    String className,
    String field,
    String type,
    boolean isStatic,
    Kind kind,
    int shortest,
    int longest,
    int count,
    boolean moving,
    Severity severity,
    Verdict verdict,
    String by,
    String jar,
    List<String> path,
    Set<String> digests,
    @Nullable String sameAs) {

  public String target() {
    return className + "#" + field;
  }

  Finding sameAs(String target) {
    return new Finding(
        className, field, type, isStatic, kind, shortest, longest, count, moving, severity, verdict,
        by, jar, path, digests, target);
  }

  /** Whether it is to be told of: nobody sees to it, and no other field stands for it. */
  public boolean isOpen() {
    return verdict == Verdict.UNCOVERED && sameAs == null;
  }

  /** Its kind and length, which is all that is ever said of a value. */
  public String value() {
    String length = shortest == longest ? "" + longest : shortest + " to " + longest;
    return (moving ? "a counter: " : "")
        + switch (kind) {
          case TEXT -> "text of " + length + (longest == 1 ? " character" : " characters");
          case UUID -> "a UUID";
          case KEY -> "a key, of " + length + " bytes";
          case BYTES -> length + (longest == 1 ? " byte" : " bytes");
          case NUMBER -> "a number of " + longest * 8 + " bits";
          case FRACTION -> "a fraction of " + longest * 8 + " bits";
        };
  }
}
