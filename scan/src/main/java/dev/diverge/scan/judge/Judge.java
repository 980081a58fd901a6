package dev.diverge.scan.judge;

import dev.diverge.integrations.Library;
import dev.diverge.integrations.Severity;
import dev.diverge.scan.flow.Analysis;
import dev.diverge.scan.flow.ClassFacts;
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

  private static final String[] SECRETS = {
    " secret ",
    " key ",
    " token ",
    " nonce ",
    " salt ",
    " password ",
    " csrf ",
    " xsrf ",
    " iv ",
    " challenge ",
    " cookie ",
    " session ",
    " pepper ",
    " hmac ",
    " credential ",
    " ticket ",
    " verifier ",
    " signing "
  };

  private static final String[] IDS = {
    " id ",
    " ids ",
    " identifier ",
    " uuid ",
    " uid ",
    " guid ",
    " node ",
    " worker ",
    " machine ",
    " instance ",
    " member ",
    " client ",
    " prefix ",
    " unique ",
    " stub ",
    " process ",
    " pid ",
    " jvm ",
    " host ",
    " address ",
    " addr ",
    " hostname ",
    " mac ",
    " datacenter ",
    " center ",
    " seed ",
    " server ",
    " ip ",
    " name ",
    " node ",
    " oid ",
    " snowflake ",
    " shard ",
    " generator ",
    " uniq ",
    " random "
  };

  /** Names of what is to be another in each process. */
  private static final String[] STUBS = {
    " id ",
    " identifier ",
    " uuid ",
    " uid ",
    " guid ",
    " node ",
    " instance ",
    " prefix ",
    " unique ",
    " uniq ",
    " stub ",
    " jvm ",
    " seed ",
    " salt ",
    " nonce "
  };

  private static final String[] TIMES = {
    " time ",
    " timestamp ",
    " millis ",
    " nanos ",
    " epoch ",
    " start ",
    " started ",
    " since ",
    " date ",
    " last ",
    " now ",
    " clock ",
    " deadline ",
    " expires ",
    " tick "
  };

  private static final String[] COUNTERS = {
    " sequence ", " seq ", " counter ", " count ", " ctr ", " id ", " index "
  };

  private static final String[] NODES = {
    " worker ",
    " work ",
    " node ",
    " machine ",
    " datacenter ",
    " center ",
    " instance ",
    " server ",
    " shard ",
    " process ",
    " host ",
    " region "
  };

  private static final String[] UNIQUE = {" uid ", " uuid ", " guid ", " oid ", " ulid "};

  private static final String[] HASHES = {
    " hash ", " hasher ", " hashing ", " murmur ", " siphash "
  };

  private final Program program;
  private final Analysis analysis;
  private final Tables tables;
  private final Map<String, String> rules;

  /**
   * A judge.
   *
   * @param rules targets of rules, and the file each is in
   */
  public Judge(Program program, Analysis analysis, Tables tables, Map<String, String> rules) {
    this.program = program;
    this.analysis = analysis;
    this.tables = tables;
    this.rules = rules;
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
    Seen seen = seen(flow, kind);
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

  // --- what it is ---

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
      return (taint & Taint.SECURE) != 0 && is(field, SECRETS) ? Kind.SECRET : Kind.RANDOM;
    }
    boolean isSeeded = flow.isCounted() && (taint & Taint.SOURCES) != 0;
    if (isCounter || (isSeeded && isNumber(field.descriptor()) && !isLastTime(flow))) {
      return Kind.COUNTER;
    }
    boolean isId = flow.isInIds() || isNamed(field, IDS);
    if ((taint & Taint.PROCESS) != 0 && isId) {
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
    return (flow.taint() & (Taint.SOURCES & ~Taint.TIME)) == 0
        && has(words, TIMES)
        && !has(words, COUNTERS);
  }

  /** Of the time, where the name says that it is kept for what is made of it, not for the time. */
  private static boolean isOfStart(FieldFlow flow) {
    FieldFacts field = flow.field();
    String words = Names.words(field.name());
    String owner = Names.words(field.owner().simpleName());
    return (flow.isInUniqueIds() && has(owner, UNIQUE) && !flow.isCounted())
        || (!has(words, TIMES) && (flow.isInUniqueIds() || has(words, STUBS)));
  }

  /** What is given to whoever makes ids, so that two of them do not make the same. */
  private static boolean isNode(FieldFlow flow) {
    String descriptor = flow.field().descriptor();
    return flow.isPlaced()
        && !flow.field().isStatic()
        && !flow.isCounted()
        && (descriptor.equals("I") || descriptor.equals("J") || descriptor.equals("S"))
        && is(flow.field(), NODES);
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
    return isNamed(field, HASHES);
  }

  private static boolean isNamed(FieldFacts field, String[] wanted) {
    String owner = field.owner().name();
    return has(Names.words(field.name()), wanted)
        || has(Names.words(owner.substring(owner.lastIndexOf('/') + 1)), wanted);
  }

  private static boolean is(FieldFacts field, String[] wanted) {
    return has(Names.words(field.name()), wanted);
  }

  private static boolean has(String words, String[] wanted) {
    for (String word : wanted) {
      if (words.contains(word)) {
        return true;
      }
    }
    return false;
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

  // --- who sees to it ---

  private record Seen(Verdict verdict, String by) {}

  private Seen seen(FieldFlow flow, Kind kind) {
    FieldFacts field = flow.field();
    ClassFacts owner = field.owner();
    String target = owner.name().replace('/', '.') + "#" + field.name();
    String rule = rules.get(target);
    if (rule != null) {
      return new Seen(Verdict.REGISTERED, rule);
    }
    if (flow.isRegistered()) {
      return new Seen(Verdict.REGISTERED, "the code of " + owner.name().replace('/', '.'));
    }
    Library library = tables.of(owner.name());
    if (library != null) {
      return new Seen(
          library.reset().isEmpty() ? Verdict.UNCOVERED : Verdict.COVERED, library.name());
    }
    return switch (kind) {
      case GENERATOR -> new Seen(Verdict.GUARDED, "the agent's hooks of the JDK");
      case CIPHER -> new Seen(Verdict.COVERED, "jdk-ciphers");
      case CONNECTION ->
          new Seen(
              Verdict.COVERED,
              java.util.Objects.requireNonNull(Types.connectedBy(field.descriptor())));
      default ->
          tables.isGenerator(owner.name(), program)
              ? new Seen(Verdict.GUARDED, "generators")
              : new Seen(Verdict.UNCOVERED, "");
    };
  }
}
