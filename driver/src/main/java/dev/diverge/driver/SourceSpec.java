package dev.diverge.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A source as a user asks for it: {@code kind} or {@code kind:path}.
 *
 * <p>Immutable. That a kind is known here does not say that it can be opened.
 *
 * @param kind one of the words of {@link SourceKind}
 * @param path where it is; null if the kind takes none, or has a usual place and that is meant
 */
public record SourceSpec(String kind, @Nullable String path) {

  /**
   * Checks the pair.
   *
   * @throws IllegalArgumentException if the kind is unknown, lacks the path it needs, or has a path
   *     that it does not take
   */
  public SourceSpec {
    SourceKind known = SourceKind.named(kind);
    if (known == null) {
      throw new IllegalArgumentException(
          "unknown source kind '" + kind + "', known are " + SourceKind.names());
    }
    if (path == null ? known.needsPath() : path.isEmpty()) {
      throw new IllegalArgumentException(
          "source kind " + kind + " needs a path: " + kind + ":PATH");
    }
    if (path != null && !known.takesPath()) {
      throw new IllegalArgumentException("source kind " + kind + " takes no path");
    }
  }

  /**
   * Reads a list of sources, {@code kind[:path]} joined by {@code +}. A path may hold colons, but
   * no plus sign. {@code none} stands alone.
   *
   * @throws IllegalArgumentException with what is wrong in its message
   */
  public static List<SourceSpec> parse(String text) throws IllegalArgumentException {
    List<SourceSpec> specs = new ArrayList<>(2);
    int from = 0;
    while (from <= text.length()) {
      int plus = text.indexOf('+', from);
      int to = plus < 0 ? text.length() : plus;
      specs.add(one(text.substring(from, to).trim(), text));
      from = to + 1;
    }
    if (specs.size() > 1) {
      for (int i = 0; i < specs.size(); i++) {
        if (specs.get(i).kind().equals("none")) {
          throw new IllegalArgumentException("none stands alone, not in '" + text + "'");
        }
      }
    }
    return specs;
  }

  /** {@code kind} or {@code kind:path}, as it was written. */
  public String text() {
    return path == null ? kind : kind.concat(":").concat(path);
  }

  /** Where it is: the path asked for, else the kind's usual one, else nothing. */
  String place() {
    return path == null ? known().place() : path;
  }

  SourceKind known() {
    return Objects.requireNonNull(SourceKind.named(kind));
  }

  private static SourceSpec one(String part, String whole) {
    if (part.isEmpty()) {
      throw new IllegalArgumentException("a source is missing in '" + whole + "'");
    }
    int colon = part.indexOf(':');
    if (colon >= 0) {
      return new SourceSpec(part.substring(0, colon), part.substring(colon + 1));
    }
    if (part.indexOf('/') >= 0) {
      throw new IllegalArgumentException(
          "'" + part + "' names no source kind: write page:PATH; a path cannot hold a plus sign");
    }
    return new SourceSpec(part, null);
  }
}
