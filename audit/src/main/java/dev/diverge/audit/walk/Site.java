package dev.diverge.audit.walk;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A field of a class of the application's, and what was met in it, in whichever of its instances;
 * what JDK's objects hold, such as the elements of a map, counts as held by the field that holds
 * those.
 */
final class Site {

  /** Of what hangs on one field so many are looked at; a cache has more, all of a kind. */
  private static final int OBJECTS_AT_MOST = 4096;

  final String owner;
  final String field;
  final String type;
  final boolean isStatic;
  final boolean isConstant;

  /** Whether its values count: those that the JDK itself keeps are the agent's to know. */
  final boolean counts;

  final String jar;

  /** By which the first instance of the owner was reached. */
  @Nullable Site from;

  /** The class of that instance. */
  String holder;

  private final Map<Kind, Sample> samples = new EnumMap<>(Kind.class);
  private int objects;
  boolean isCut;
  int number = -1;

  Site(
      String owner,
      String field,
      String type,
      boolean isStatic,
      boolean isConstant,
      boolean counts,
      String jar) {
    this.owner = owner;
    this.field = field;
    this.type = type;
    this.isStatic = isStatic;
    this.isConstant = isConstant;
    this.counts = counts;
    this.jar = jar;
    this.holder = owner;
  }

  /** Whether one more object of it is looked at. */
  boolean admit() {
    isCut |= objects >= OBJECTS_AT_MOST;
    objects++;
    return objects <= OBJECTS_AT_MOST;
  }

  void add(Kind kind, long digest, int length, boolean looksDrawn, long number) {
    samples.computeIfAbsent(kind, Sample::new).add(digest, length, looksDrawn, number);
  }

  boolean hasValues() {
    return counts && !samples.isEmpty();
  }

  void tell(StringBuilder to, SipHash hash, Visited visited) {
    to.append("F ").append(number).append(' ').append(from == null ? -1 : from.number);
    to.append(isConstant ? " constant " : isStatic ? " static " : " instance ")
        .append(isCut ? "cut " : "all ");
    to.append(owner).append(' ').append(field).append(' ').append(type).append(' ');
    to.append(holder).append(' ').append(jar).append('\n');
    if (counts) {
      for (Sample sample : samples.values()) {
        sample.tell(to, hash, visited);
      }
    }
  }
}
