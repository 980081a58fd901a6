package dev.diverge.driver;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What this machine has to offer as a source, and why each was chosen or not. For {@code doctor}.
 */
public final class Survey {

  private Survey() {}

  /**
   * Tries every kind that {@code auto} knows, best first, as this process's user; it opens them,
   * and closes them again. Milliseconds. Any thread.
   */
  public static List<SourceVerdict> take() {
    return take(SourceKind.autos());
  }

  /**
   * As {@link #take()}, for a JVM that was told what to follow: each source asked for, then what
   * {@code auto} would find besides.
   *
   * @param asked as given to {@link Generation#open(List, Generation.Listener)}
   */
  public static List<SourceVerdict> take(List<SourceSpec> asked, Mapper mapper) {
    List<SourceVerdict> verdicts = new ArrayList<>();
    Set<String> kinds = new HashSet<>();
    for (SourceSpec spec : asked) {
      if (spec.known() == SourceKind.AUTO) {
        verdicts.addAll(take(mapper, SourceKind.autos()));
        return verdicts;
      }
      if (spec.known() != SourceKind.NONE) {
        verdicts.add(tried(spec, mapper, ""));
      }
      kinds.add(spec.kind());
    }
    for (SourceSpec other : SourceKind.autos()) {
      if (!kinds.contains(other.kind()) && !isOfAnotherPlatform(other)) {
        SourceVerdict verdict = judge(other, mapper, "");
        verdicts.add(
            verdict.isFollowed()
                ? SourceVerdict.spare(other, "could be used, but is not asked for")
                : verdict);
      }
    }
    return verdicts;
  }

  static List<SourceVerdict> take(SourceSpec... candidates) {
    return take(Mapper.usual(), candidates);
  }

  private static List<SourceVerdict> take(Mapper mapper, SourceSpec... candidates) {
    List<SourceVerdict> verdicts = new ArrayList<>();
    String best = "";
    for (SourceSpec spec : candidates) {
      if (isOfAnotherPlatform(spec)) {
        continue;
      }
      SourceVerdict verdict = judge(spec, mapper, best);
      if (verdict.isFollowed() && spec.known().alternative()) {
        best = spec.kind();
      }
      verdicts.add(verdict);
    }
    return verdicts;
  }

  /** That a file of some platform's is not here is no news on all others. */
  private static boolean isOfAnotherPlatform(SourceSpec spec) {
    return spec.known().tellsByAppearing() && !SourceKind.isThere(spec);
  }

  private static SourceVerdict judge(SourceSpec spec, Mapper mapper, String best) {
    return SourceKind.isThere(spec) ? tried(spec, mapper, best) : SourceKind.absence(spec);
  }

  private static SourceVerdict tried(SourceSpec spec, Mapper mapper, String best) {
    try {
      Source source = SourceKind.open(spec, mapper, () -> {});
      try {
        return spec.known().alternative() && !best.isEmpty()
            ? SourceVerdict.spare(spec, best + " is used, which is better")
            : SourceVerdict.followed(source, best);
      } finally {
        source.discard();
      }
    } catch (SourceRefusedException e) {
      String prefix = Inode.line(spec, "");
      String message = String.valueOf(e.getMessage());
      return SourceVerdict.unusable(
          spec, message.startsWith(prefix) ? message.substring(prefix.length()) : message);
    }
  }
}
