package dev.diverge.agent.rules;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** One line of a rules file: what to do with one member of one class. Thread-safe. */
final class Rule {

  final String place;
  final String className;
  final String member;
  final RuleDeed deed;

  /** Of a node; of other deeds it says nothing. */
  final int bits;

  /** Found in a class, static. */
  volatile boolean isStatic;

  /** Whether a class with this member was seen. */
  volatile boolean found;

  /** Cannot be done, and was reported. */
  volatile boolean hopeless;

  private final AtomicLong epoch = new AtomicLong();
  private final AtomicBoolean reported = new AtomicBoolean();

  /**
   * A rule.
   *
   * @param place file and line, for reports
   * @param className the binary name, {@code com.acme.Outer$Inner}
   * @param member a field's or a method's name, without parentheses
   * @param bits of a node, 1 to 31
   */
  Rule(String place, String className, String member, RuleDeed deed, int bits) {
    this.place = place;
    this.className = className;
    this.member = member;
    this.deed = deed;
    this.bits = bits;
  }

  boolean isMethod() {
    return deed == RuleDeed.CALL;
  }

  String target() {
    return className + "#" + member + (isMethod() ? "()" : "");
  }

  boolean isDue(long wanted) {
    return epoch.get() < wanted;
  }

  boolean claim(long wanted) {
    long done = epoch.get();
    return done < wanted && epoch.compareAndSet(done, wanted);
  }

  /** True once. */
  boolean firstReport() {
    return reported.compareAndSet(false, true);
  }
}
