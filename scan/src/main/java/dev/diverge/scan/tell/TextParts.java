package dev.diverge.scan.tell;

import dev.diverge.integrations.Severity;

/** What answers for people are made of, whichever command gives them. */
public final class TextParts {

  private TextParts() {}

  /** What follows is uncovered, and matters that much. */
  public static void heading(StringBuilder out, Severity severity) {
    line(out, "\nuncovered, a matter of ", matter(severity));
  }

  private static String matter(Severity severity) {
    return switch (severity) {
      case SECURITY -> "security";
      case UNIQUENESS -> "uniqueness";
      case NUISANCE -> "little else";
    };
  }

  /** A field, by {@code class#field}. */
  public static void field(
      StringBuilder out, String target, boolean isStatic, String type, String jar) {
    line(out, "  ", target + "  (" + (isStatic ? "static " : "") + type + ", " + jar + ")");
  }

  /** Of what is uncovered: the integration that names it; empty for none. */
  public static void knownTo(StringBuilder out, String integration) {
    if (!integration.isEmpty()) {
      line(out, "    ", "known to the integration " + integration + ", and not reset: see doctor");
    }
  }

  /** The text is from outside. */
  public static void line(StringBuilder out, String head, String text) {
    out.append(head).append(Lines.plain(text)).append('\n');
  }
}
