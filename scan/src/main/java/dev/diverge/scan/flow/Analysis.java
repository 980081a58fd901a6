package dev.diverge.scan.flow;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What reaches the fields of a program. */
public final class Analysis {

  private static final int USERS_AT_MOST = 4;

  private final Program program;
  private final Links links;
  private final Fixpoint fixpoint;
  private final Witnesses witnesses;
  private final Longevity longevity;
  private final Origin origin;
  private final Set<Integer> counted = new HashSet<>();
  private final Set<Integer> mixed = new HashSet<>();
  private final Set<Integer> refilled = new HashSet<>();
  private final Set<Integer> placed = new HashSet<>();

  /** Arrays of which a field says which element is next. */
  private final Map<Integer, Set<Integer>> places = new HashMap<>();

  private final InIds inIds;
  private final Map<Integer, Set<String>> users = new HashMap<>();
  private final Set<MethodFacts> atStart = new HashSet<>();

  private Analysis(Program program) {
    this.program = program;
    this.links = new Links(program);
    this.fixpoint = new Fixpoint(program, links);
    fixpoint.run();
    this.witnesses = new Witnesses(fixpoint, links);
    this.longevity = new Longevity(program, links, fixpoint.methods());
    this.origin = new Origin(program, links, fixpoint.evaluation(), witnesses);
    for (ClassFacts facts : program.sorted()) {
      for (MethodFacts method : facts.methods.values()) {
        uses(method);
      }
      atStart(facts);
    }
    this.inIds = new InIds(program, links, fixpoint, counted, refilled, placed);
  }

  /** Follows it all. */
  public static Analysis of(Program program) {
    return new Analysis(program);
  }

  private void uses(MethodFacts method) {
    for (int field : method.counted) {
      counted.add(links.field(field));
    }
    if (!method.isInitialiser()) {
      for (int field : method.refilled) {
        refilled.add(links.field(field));
      }
    }
    for (int field : method.placed) {
      placed.add(links.field(field));
    }
    for (int i = 0; i < method.indexed.length; i += 2) {
      int place = links.field(method.indexed[i + 1]);
      places.computeIfAbsent(place, p -> new HashSet<>(2)).add(links.field(method.indexed[i]));
    }
    for (int field : method.mixed) {
      mixed.add(links.field(field));
    }
    if (!method.signature.startsWith("<clinit>") && !isPlain(method)) {
      for (int field : method.touched) {
        FieldFacts known = links.declared(links.field(field));
        if (method.isInitialiser() && (known == null || !known.isStatic())) {
          continue;
        }
        Set<String> those = users.computeIfAbsent(links.field(field), f -> new HashSet<>(2));
        if (those.size() < USERS_AT_MOST) {
          those.add(Names.of(method.owner.name(), method.name()));
        }
      }
    }
  }

  /** What every class has; but the text of what is called an id is that id. */
  private static boolean isPlain(MethodFacts method) {
    return switch (method.name()) {
      case "hashCode", "equals" -> true;
      case "toString" -> !Names.words(method.owner.simpleName()).endsWith(" id ");
      default -> false;
    };
  }

  /** Initialisers, and what they call of their own class. */
  private void atStart(ClassFacts facts) {
    Deque<MethodFacts> open = new ArrayDeque<>();
    for (MethodFacts method : facts.methods.values()) {
      if (method.isInitialiser()) {
        open.add(method);
      }
    }
    while (!open.isEmpty()) {
      MethodFacts next = open.poll();
      if (atStart.add(next)) {
        for (int start : next.callStarts) {
          for (MethodFacts target : links.targets(next.calls[start], next.calls[start + 1] == 1)) {
            if (target.owner == facts && !target.isInitialiser()) {
              open.add(target);
            }
          }
        }
      }
    }
  }

  /** All fields that something reaches which two clones can have in common. */
  public List<FieldFlow> fields() {
    List<FieldFlow> all = new ArrayList<>();
    for (ClassFacts facts : program.sorted()) {
      Set<Integer> registered = registered(facts);
      for (FieldFacts field : facts.fields()) {
        if (!field.isConstant()) {
          all.add(flow(field, registered));
        }
      }
    }
    return all;
  }

  private FieldFlow flow(FieldFacts field, Set<Integer> registered) {
    long taint = fixpoint.field(field.id());
    boolean drawn = false;
    for (Witnesses.Witness witness : witnesses.of(field.id())) {
      if (isAtStart(witness.method(), field)) {
        drawn = true;
        taint |= witness.value();
      }
    }
    Set<String> those = users.getOrDefault(field.id(), Set.of());
    return new FieldFlow(
        field,
        taint,
        counted.contains(field.id()),
        mixed.contains(field.id()) || (drawn && isBesideMixed(field)),
        inIds.isOfBlock(field.id()) || isPlaceInDrawn(field),
        places.containsKey(field.id()),
        inIds.of(field.id()),
        drawn,
        field.isStatic()
            || longevity.has(field.owner().name())
            || Longevity.isNamed(field)
            || isMaker(field.id()),
        !those.isEmpty(),
        registered.contains(field.id()) || field.owner().registeredFields.contains(field.name()),
        those.stream().sorted().toList());
  }

  /** A number that is drawn for a generator of the class's own, and added to its state. */
  private boolean isBesideMixed(FieldFacts field) {
    if (field.isStatic() || !(field.descriptor().equals("J") || field.descriptor().equals("I"))) {
      return false;
    }
    for (FieldFacts other : field.owner().fields()) {
      if (!other.isStatic()
          && other.descriptor().equals(field.descriptor())
          && mixed.contains(other.id())
          && (fixpoint.field(other.id()) & Taint.SOURCES) != 0) {
        return true;
      }
    }
    return false;
  }

  /** Which of the drawn numbers is taken next; with them, it is alike in two clones. */
  private boolean isPlaceInDrawn(FieldFacts field) {
    for (int array : places.getOrDefault(field.id(), Set.of())) {
      FieldFacts drawn = links.declared(array);
      if (counted.contains(field.id())
          && drawn != null
          && drawn.owner() == field.owner()
          && (fixpoint.field(array) & Taint.RANDOM) != 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether whoever has it makes ids, one after the other. */
  private boolean isMaker(int field) {
    return counted.contains(field) && (inIds.of(field) & InIds.UNIQUE) != 0;
  }

  /** Whether a method draws for a field as the program, the class or the object begins. */
  private boolean isAtStart(MethodFacts method, FieldFacts field) {
    if (links.isOwn(method, field.id())) {
      return atStart.contains(method) || isAsked(method, field.id());
    }
    return method.signature.startsWith("<clinit>")
        || method.isBean
        || method.signature.startsWith("main([L")
        || (method.isInitialiser()
            && program.isA(method.owner.name(), field.owner().name()::equals));
  }

  /** Drawn when it is wanted first, and kept. */
  private boolean isAsked(MethodFacts method, int field) {
    for (int asked : method.asked) {
      if (links.field(asked) == field) {
        return true;
      }
    }
    return false;
  }

  /** The way from a field back to where its value comes from, for one of the sources in it. */
  public List<String> origin(FieldFacts field, long bit) {
    return origin.of(field.id(), bit);
  }

  /** A seed of the user's, in all that is ever put there. */
  public boolean isSeeded(FieldFacts field) {
    return fixpoint.isSeeded(field.id());
  }

  /** What the class's own code for a clone touches, itself or by methods of that class. */
  private Set<Integer> registered(ClassFacts facts) {
    if (facts.registering.isEmpty()) {
      return Set.of();
    }
    Set<Integer> fields = new HashSet<>();
    Set<MethodFacts> seen = new HashSet<>();
    Deque<MethodFacts> open = new ArrayDeque<>();
    for (MethodFacts method : facts.methods.values()) {
      if (facts.registering.contains(method.name())) {
        open.add(method);
      }
    }
    while (!open.isEmpty()) {
      MethodFacts next = open.poll();
      if (!seen.add(next)) {
        continue;
      }
      for (int field : next.touched) {
        fields.add(links.field(field));
      }
      for (int start : next.callStarts) {
        for (MethodFacts target : links.targets(next.calls[start], next.calls[start + 1] == 1)) {
          if (target.owner == facts) {
            open.add(target);
          }
        }
      }
    }
    return fields;
  }
}
