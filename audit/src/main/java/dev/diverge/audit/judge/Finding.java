package dev.diverge.audit.judge;

import dev.diverge.audit.walk.Kind;
import dev.diverge.integrations.Severity;
import dev.diverge.scan.judge.Verdict;
import java.util.List;

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
    List<String> path) {

  public String target() {
    return className + "#" + field;
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
