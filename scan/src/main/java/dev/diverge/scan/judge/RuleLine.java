package dev.diverge.scan.judge;

import dev.diverge.scan.flow.FieldFacts;
import dev.diverge.scan.flow.FieldFlow;
import dev.diverge.scan.flow.Taint;
import org.jspecify.annotations.Nullable;

/**
 * The line of a rules file that would reset a field.
 *
 * @param certain if the value is all bits of its type, drawn, with nothing done to it
 * @param doubtful if there is a line, but a person must look whether the value may be any
 */
record RuleLine(@Nullable String certain, @Nullable String doubtful) {

  private static final long OTHERS =
      Taint.SHAPED | Taint.HOST | Taint.PROCESS | Taint.TIME | Taint.IDENTITY | Taint.KEY;

  static RuleLine of(FieldFlow flow, Kind kind) {
    FieldFacts field = flow.field();
    String target = field.owner().name().replace('/', '.') + "#" + field.name();
    if (kind == Kind.SESSIONS) {
      return new RuleLine(null, target + " = clear");
    }
    if (!Types.hasFresh(field.descriptor()) || flow.isPlace()) {
      return new RuleLine(null, null);
    }
    String line = target + " = fresh";
    boolean whole =
        (kind == Kind.RANDOM || kind == Kind.SECRET)
            && (flow.taint() & OTHERS) == 0
            && !flow.isMixed()
            && (!flow.isCounted() || field.descriptor().startsWith("Ljava/util/concurrent"));
    return whole ? new RuleLine(line, null) : new RuleLine(null, line);
  }
}
