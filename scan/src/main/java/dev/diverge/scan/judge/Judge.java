package dev.diverge.scan.judge;

import dev.diverge.integrations.Severity;
import dev.diverge.scan.flow.Analysis;
import dev.diverge.scan.flow.FieldFacts;
import dev.diverge.scan.flow.FieldFlow;
import dev.diverge.scan.flow.Names;
import dev.diverge.scan.flow.Program;
import dev.diverge.scan.flow.Taint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/** Which fields are reported, as what, and who sees to them. */
public final class Judge {

  private static final long HIDDEN = Opcodes.ACC_SYNTHETIC | Opcodes.ACC_ENUM;

  private final Program program;
  private final Analysis analysis;
  private final Tables tables;
  private final Coverage coverage;

  /**
   * A judge.
   *
   * @param rules targets of rules, and the file each is in
   */
  public Judge(Program program, Analysis analysis, Tables tables, Map<String, String> rules) {
    this.program = program;
    this.analysis = analysis;
    this.tables = tables;
    this.coverage = new Coverage(program, tables, rules);
  }

  /** All findings, the worst first. */
  public List<Finding> findings() {
    List<Finding> all = new ArrayList<>();
    for (FieldFlow flow : analysis.fields()) {
      Finding finding = finding(flow);
      if (finding != null) {
        all.add(finding);
      }
    }
    all.sort(
        Comparator.comparing(Finding::verdict, Comparator.reverseOrder())
            .thenComparing(Finding::severity)
            .thenComparing(finding -> finding.place().application())
            .thenComparing(finding -> !finding.isStatic())
            .thenComparing(Finding::target));
    return all;
  }

  private @Nullable Finding finding(FieldFlow flow) {
    FieldFacts field = flow.field();
    if ((field.access() & HIDDEN) != 0 || !flow.isLongLived()) {
      return null;
    }
    Kind kind = kind(flow);
    if (kind == null) {
      return null;
    }
    Severity severity = severity(kind, field);
    Seen seen = coverage.of(flow, kind);
    long bit = bit(kind, flow.taint());
    List<String> origin = bit == 0 ? List.of() : analysis.origin(field, bit);
    if (bit != 0 && origin.isEmpty()) {
      return null; // there is no way that could be shown
    }
    RuleLine line = RuleLine.of(flow, kind);
    boolean open = seen.verdict() == Verdict.UNCOVERED;
    return new Finding(
        field.owner().name().replace('/', '.'),
        field.name(),
        Types.name(field.descriptor()),
        field.isStatic(),
        kind,
        severity,
        seen.verdict(),
        seen.by(),
        field.owner().place(),
        origin,
        flow.users(),
        open ? line.certain() : null,
        open ? line.doubtful() : null);
  }

  private @Nullable Kind kind(FieldFlow flow) {
    FieldFacts field = flow.field();
    String descriptor = field.descriptor();
    if (descriptor.equals(Types.CIPHER)) {
      return Kind.CIPHER;
    }
    if (Types.connectedBy(descriptor) != null) {
      return Kind.CONNECTION;
    }
    if (isGenerator(descriptor)) {
      return analysis.isSeeded(field) ? null : Kind.GENERATOR;
    }
    if (Types.isCollection(descriptor)) {
      return holdsSessions(field) ? Kind.SESSIONS : null;
    }
    if (!Types.isValue(descriptor) || !flow.isRead() || isOfHashes(field)) {
      return null;
    }
    return value(flow);
  }

  private @Nullable Kind value(FieldFlow flow) {
    FieldFacts field = flow.field();
    long taint = flow.taint();
    boolean isCounter =
        flow.isBlock()
            || (flow.isCounted()
                && flow.isInUniqueIds()
                && isNumber(field.descriptor())
                && !Words.is(field, Words.LOGS)
                && !isLastTime(flow));
    boolean fromStart = field.isStatic() || flow.isDrawnAtStart();
    if (!fromStart) {
      return isCounter ? Kind.COUNTER : isNode(flow) ? Kind.NODE : null;
    }
    if ((taint & Taint.KEY) != 0 && Types.isKey(field.descriptor())) {
      return Kind.KEY;
    }
    if (flow.isMixed() && (taint & Taint.SOURCES) != 0) {
      return Kind.OWN_GENERATOR;
    }
    if ((taint & Taint.RANDOM) != 0) {
      return (taint & Taint.SECURE) != 0 && Words.is(field, Words.SECRETS)
          ? Kind.SECRET
          : Kind.RANDOM;
    }
    boolean isSeeded = flow.isCounted() && (taint & Taint.SOURCES) != 0;
    if (isCounter || (isSeeded && isNumber(field.descriptor()) && !isLastTime(flow))) {
      return Kind.COUNTER;
    }
    boolean isId = flow.isInIds() || Words.isNamed(field, Words.IDS);
    if ((taint & Taint.PROCESS) != 0 && (flow.isInIds() || Words.isNamedBesidesProcess(field))) {
      return Kind.PROCESS;
    }
    if ((taint & Taint.HOST) != 0 && isId) {
      return Kind.HOST;
    }
    if ((taint & Taint.TIME) != 0 && isOfStart(flow)) {
      return Kind.START;
    }
    if ((taint & Taint.IDENTITY) != 0 && isId && isNumber(field.descriptor())) {
      return Kind.IDENTITY;
    }
    return isNode(flow) ? Kind.NODE : null;
  }

  /** Of the clock, which goes on in each clone; unless something else is counted in it. */
  private static boolean isLastTime(FieldFlow flow) {
    String words = Names.words(flow.field().name());
    boolean isTime =
        Words.has(words, Words.TIMES)
            || Words.has(Names.words(flow.field().owner().simpleName()), Words.CLOCKS);
    return (flow.taint() & (Taint.SOURCES & ~Taint.TIME)) == 0
        && isTime
        && !Words.has(words, Words.COUNTERS);
  }

  /** Of the time, where the name says that it is kept for what is made of it, not for the time. */
  private static boolean isOfStart(FieldFlow flow) {
    FieldFacts field = flow.field();
    String words = Names.words(field.name());
    String owner = Names.words(field.owner().simpleName());
    return (flow.isInUniqueIds() && Words.has(owner, Words.UNIQUE) && !flow.isCounted())
        || (!Words.has(words, Words.TIMES)
            && (flow.isInUniqueIds() || Words.has(words, Words.STUBS)));
  }

  /** What is given to whoever makes ids, so that two of them do not make the same. */
  private static boolean isNode(FieldFlow flow) {
    String descriptor = flow.field().descriptor();
    return flow.isPlaced()
        && !flow.field().isStatic()
        && !flow.isCounted()
        && (descriptor.equals("I") || descriptor.equals("J") || descriptor.equals("S"))
        && Words.is(flow.field(), Words.NODES);
  }

  private static boolean isNumber(String descriptor) {
    return descriptor.equals("I")
        || descriptor.equals("J")
        || descriptor.startsWith("Ljava/util/concurrent/atomic/Atomic");
  }

  private boolean isGenerator(String descriptor) {
    if (descriptor.charAt(0) != 'L') {
      return false;
    }
    String type = descriptor.substring(1, descriptor.length() - 1);
    return type.equals("java/util/Random")
        || type.equals("java/security/SecureRandom")
        || type.equals("java/util/SplittableRandom")
        || type.equals("java/util/random/RandomGenerator")
        || tables.isGenerator(type, program);
  }

  private static boolean holdsSessions(FieldFacts field) {
    String signature = field.signature();
    return signature != null
        && (signature.contains("/HttpSession;")
            || signature.contains("/WebSession;")
            || signature.contains("/SSLSession;"));
  }

  /** A seed of hash codes protects against collisions, in each clone as well as in the first. */
  private static boolean isOfHashes(FieldFacts field) {
    return Words.is(field, Words.HASHES)
        || (Words.isNamed(field, Words.HASHES) && !Words.is(field, Words.NUMBERED));
  }

  private static Severity severity(Kind kind, FieldFacts field) {
    return switch (kind) {
      case KEY, SECRET, CIPHER, CONNECTION, SESSIONS, GENERATOR -> Severity.SECURITY;
      case RANDOM, COUNTER, PROCESS ->
          Types.isKey(field.descriptor()) ? Severity.SECURITY : Severity.UNIQUENESS;
      case OWN_GENERATOR, HOST, START, NODE -> Severity.UNIQUENESS;
      case IDENTITY -> Severity.NUISANCE;
    };
  }

  private static long bit(Kind kind, long taint) {
    long bits =
        switch (kind) {
          case KEY -> Taint.KEY;
          case SECRET, RANDOM -> Taint.RANDOM;
          case HOST -> Taint.HOST;
          case PROCESS -> Taint.PROCESS;
          case START -> Taint.TIME;
          case IDENTITY -> Taint.IDENTITY;
          case OWN_GENERATOR, COUNTER -> taint & Taint.SOURCES;
          default -> 0;
        };
    return Long.lowestOneBit(bits & taint);
  }
}
