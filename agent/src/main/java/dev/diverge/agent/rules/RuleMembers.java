package dev.diverge.agent.rules;

import dev.diverge.agent.weave.MemberWeaver;
import dev.diverge.agent.weave.SerialVersion;
import dev.diverge.agent.weave.Shape;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;

/** Looks which of the members that rules name a class has, and makes those reachable. */
final class RuleMembers {

  private RuleMembers() {}

  static byte[] weave(byte[] classFile, List<Rule> rules, Queue<String> troubles) {
    ClassReader reader = new ClassReader(classFile);
    Shape shape = Shape.of(reader);
    Set<String> written = new HashSet<>();
    boolean statics = false;
    boolean instances = false;
    for (Rule rule : rules) {
      Integer access = access(rule, shape);
      if (access == null) {
        absent(rule, shape, troubles);
        continue;
      }
      rule.found = true;
      rule.isStatic = Modifier.isStatic(access);
      statics |= rule.isStatic;
      instances |= !rule.isStatic;
      if (rule.deed.writes) {
        open(rule, shape, written, troubles);
      }
    }
    byte[] woven = MemberWeaver.weave(reader, shape, written, statics, instances);
    return SerialVersion.kept(classFile, woven);
  }

  private static @Nullable Integer access(Rule rule, Shape shape) {
    if (rule.isMethod()) {
      return shape.callable(rule.member);
    }
    Shape.Field field = shape.field(rule.member);
    return field == null ? null : field.access();
  }

  private static void open(Rule rule, Shape shape, Set<String> written, Queue<String> troubles) {
    Shape.Field field = shape.field(rule.member);
    if (field != null && field.isConstant()) {
      rule.hopeless = true;
      trouble(rule, "is a compile-time constant: whoever reads it has a copy of its own", troubles);
    } else if (shape.isInterface()) {
      rule.hopeless = true;
      trouble(rule, "is a field of an interface, which is final for ever", troubles);
    } else {
      written.add(rule.member);
    }
  }

  private static void absent(Rule rule, Shape shape, Queue<String> troubles) {
    if (rule.found || !rule.firstReport()) {
      return; // in another version of the class
    }
    troubles.add(
        "rules "
            + rule.place
            + ": "
            + rule.className
            + " has no "
            + (rule.isMethod() ? "method " : "field ")
            + rule.member
            + (rule.isMethod() ? "()" : "")
            + NearestName.hint(rule.member, rule.isMethod() ? shape.callable() : shape.fields()));
  }

  private static void trouble(Rule rule, String what, Queue<String> troubles) {
    if (rule.firstReport()) {
      troubles.add("rules " + rule.place + ": " + rule.target() + " " + what);
    }
  }
}
