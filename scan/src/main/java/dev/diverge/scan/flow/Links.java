package dev.diverge.scan.flow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whom a call means, and whose a field is. */
final class Links {

  /** An interface with more implementations than that says nothing of the one that is called. */
  private static final int IMPLEMENTATIONS_AT_MOST = 3;

  private static final MethodFacts[] NOBODY = {};

  private final Program program;
  private final MethodFacts[] methods;
  private final MethodFacts[][] exact;
  private final MethodFacts[][] any;
  private final int[] fields;
  private final boolean[] draws;
  private final @Nullable FieldFacts[] declared;

  Links(Program program) {
    this.program = program;
    int count = program.methodIds.size();
    this.methods = new MethodFacts[count];
    this.exact = new MethodFacts[count][];
    this.any = new MethodFacts[count][];
    this.draws = new boolean[count];
    Map<String, FieldFacts> byName = new HashMap<>();
    for (ClassFacts facts : program.sorted()) {
      for (MethodFacts method : facts.methods.values()) {
        methods[method.id] = method;
      }
      for (FieldFacts field : facts.fields()) {
        byName.put(facts.name() + '#' + field.name(), field);
      }
    }
    this.fields = new int[program.fieldIds.size()];
    this.declared = new FieldFacts[fields.length];
    for (int i = 0; i < fields.length; i++) {
      FieldFacts field = declaring(program.fieldIds.name(i), byName);
      fields[i] = field == null ? i : field.id();
      declared[i] = field;
    }
  }

  private @Nullable FieldFacts declaring(String reference, Map<String, FieldFacts> byName) {
    FieldFacts own = byName.get(reference);
    if (own != null) {
      return own;
    }
    int hash = reference.indexOf('#');
    return inherited(
        program.find(reference.substring(0, hash)), reference.substring(hash), byName, 0);
  }

  private @Nullable FieldFacts inherited(
      @Nullable ClassFacts in, String name, Map<String, FieldFacts> byName, int depth) {
    if (in == null || depth > 64) {
      return null;
    }
    FieldFacts own = byName.get(in.name() + name);
    for (int i = 0; own == null && i < in.interfaces().size(); i++) {
      own = inherited(program.find(in.interfaces().get(i)), name, byName, depth + 1);
    }
    return own != null ? own : inherited(program.find(in.superName()), name, byName, depth + 1);
  }

  /** The field itself, by whatever class it was named. */
  int field(int reference) {
    return fields[reference];
  }

  @Nullable FieldFacts declared(int field) {
    return declared[field];
  }

  @Nullable MethodFacts method(int id) {
    return id < methods.length ? methods[id] : null;
  }

  /**
   * Whether what a method puts into a field is read from it elsewhere: a static one, or one of its
   * own class. What objects are given from outside is another thing in each.
   */
  boolean isOwn(MethodFacts method, int field) {
    FieldFacts known = declared[field];
    return known == null
        || known.isStatic()
        || known.owner() == method.owner
        || known.owner().nest().equals(method.owner.nest());
  }

  /** All that a call may mean; empty if that is nowhere, or anybody. Not thread-safe. */
  MethodFacts[] targets(int reference, boolean isExact) {
    MethodFacts[][] cache = isExact ? exact : any;
    MethodFacts[] known = cache[reference];
    if (known == null) {
      known = find(reference, isExact);
      cache[reference] = known;
    }
    return known;
  }

  /** Whether it is a generator of random numbers that is called, by what its class extends. */
  boolean isDraw(int reference) {
    return draws[reference];
  }

  private MethodFacts[] find(int reference, boolean isExact) {
    String name = program.methodIds.name(reference);
    int dot = name.indexOf('.');
    String owner = name.substring(0, dot);
    String signature = name.substring(dot + 1);
    ClassFacts in = program.find(owner);
    MethodFacts declared = in == null ? null : up(in, signature, 0);
    if (declared == null) {
      draws[reference] =
          in != null && signature.startsWith("next") && program.isA(owner, Jdk::isGenerator);
      return in == null || isExact ? NOBODY : below(in, signature);
    }
    boolean isAbstract = (declared.access & org.objectweb.asm.Opcodes.ACC_ABSTRACT) != 0;
    if (!isAbstract || isExact || in == null) {
      return new MethodFacts[] {declared};
    }
    return below(in, signature);
  }

  private @Nullable MethodFacts up(@Nullable ClassFacts in, String signature, int depth) {
    if (in == null || depth > 64) {
      return null;
    }
    MethodFacts own = in.methods.get(signature);
    if (own != null) {
      return own;
    }
    MethodFacts inherited = up(program.find(in.superName()), signature, depth + 1);
    for (int i = 0; inherited == null && i < in.interfaces().size(); i++) {
      inherited = up(program.find(in.interfaces().get(i)), signature, depth + 1);
    }
    return inherited;
  }

  private static MethodFacts[] below(ClassFacts in, String signature) {
    List<MethodFacts> found = new ArrayList<>();
    boolean few = below(in, signature, found, 0);
    return few ? found.toArray(NOBODY) : NOBODY;
  }

  private static boolean below(
      ClassFacts in, String signature, List<MethodFacts> found, int depth) {
    for (ClassFacts child : in.children) {
      MethodFacts own = child.methods.get(signature);
      if (own != null
          && (own.access & org.objectweb.asm.Opcodes.ACC_ABSTRACT) == 0
          && !found.contains(own)) {
        found.add(own);
      }
      if (found.size() > IMPLEMENTATIONS_AT_MOST
          || (depth < 32 && !below(child, signature, found, depth + 1))) {
        return false;
      }
    }
    return true;
  }
}
