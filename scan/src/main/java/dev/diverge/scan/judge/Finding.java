package dev.diverge.scan.judge;

import dev.diverge.integrations.Severity;
import dev.diverge.scan.read.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One field that clones would share.
 *
 * @param className with dots, {@code $} for nested
 * @param type the field's, as it is written in code
 * @param by the integration, file or code that sees to it, empty if nobody does
 * @param origin the way to where the value comes from, nearest first
 * @param users methods that use it, a few
 * @param rule the line that would reset it, for certain; or null
 * @param doubtful a line that may, to be looked at; or null
 */
public record Finding(
    String className,
    String field,
    String type,
    boolean isStatic,
    Kind kind,
    Severity severity,
    Verdict verdict,
    String by,
    Place place,
    List<String> origin,
    List<String> users,
    @Nullable String rule,
    @Nullable String doubtful) {

  public String target() {
    return className + "#" + field;
  }
}
