package dev.diverge.scan.flow;

import java.util.Arrays;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;

/** What a call makes of what it is given: by what is known of the JDK, else by whoever it calls. */
final class Calls {

  private static final int NO_RESULT = -1;

  private final Ids methods;
  private final Ids types;
  private final Values values;
  private final Nodes nodes;
  private final Notes notes;
  private String owner = "";

  Calls(Ids methods, Ids types, Values values, Nodes nodes, Notes notes) {
    this.methods = methods;
    this.types = types;
    this.values = values;
    this.nodes = nodes;
    this.notes = notes;
  }

  /** Whose code it is that calls. */
  void begin(String callingClass) {
    owner = callingClass;
  }

  /**
   * Of a method.
   *
   * @param arguments sets, the object it is called on first
   * @param before the text that the instruction before it pushes, perhaps
   * @param size of the result
   * @return what the result is made of
   */
  int method(int at, int opcode, Member member, int[] arguments, String before, int size) {
    Effect effect = member.effect(before);
    boolean isStatic = opcode == Opcodes.INVOKESTATIC;
    switch (effect.kind()) {
      case SOURCE -> {
        return source(effect.bits(), member);
      }
      case DRAW -> {
        return draw(at, effect.bits(), member, arguments[0]);
      }
      case FILL -> {
        notes.mutate(arguments[1], draw(at, effect.bits(), member, arguments[0]));
        return 0;
      }
      case PASS -> {
        return values.all(arguments);
      }
      case SHAPE -> {
        return values.with(values.all(arguments), Values.SHAPED);
      }
      case HELD -> {
        return arguments.length == 0 ? 0 : arguments[0];
      }
      case INTO, INTO_SHAPED -> {
        if (isStatic || arguments.length == 0) {
          return values.with(values.all(arguments), Values.SHAPED);
        }
        int rest = 0;
        int first = member.name().startsWith("compareAnd") ? 2 : 1;
        for (int i = first; i < arguments.length; i++) {
          rest = values.union(rest, arguments[i]);
        }
        if (effect.kind() == Effect.Kind.INTO_SHAPED) {
          rest = values.with(rest, Values.SHAPED | (isText(member.owner()) ? Values.BESIDE : 0));
        }
        notes.mutate(arguments[0], rest);
        return size == 0 ? 0 : arguments[0] != 0 ? arguments[0] : rest;
      }
      case COUNT -> {
        if (arguments.length > 0) {
          notes.count(arguments[0]);
        }
        return arguments.length == 0 ? 0 : values.with(arguments[0], Values.SHAPED);
      }
      case COPY -> {
        notes.index(arguments[0], arguments[1]);
        notes.mutate(arguments[2], arguments[0]);
        return 0;
      }
      case FETCH -> {
        int fetched = values.single(nodes.of(MethodFacts.FETCHED, 0, at));
        if (member.descriptor().startsWith("([")) {
          notes.mutate(arguments[1], fetched);
          return 0;
        }
        return values.union(values.with(values.all(arguments), Values.SHAPED), fetched);
      }
      case FRESH -> {
        int made = allocation(at, "[");
        notes.mutate(
            made, values.with(values.all(arguments), effect.bits() == 0 ? 0 : Values.SHAPED));
        return made;
      }
      case NOTHING -> {
        return 0;
      }
      default -> {
        return program(at, opcode, member, arguments, size);
      }
    }
  }

  private static boolean isText(String type) {
    return type.equals("java/lang/StringBuilder") || type.equals("java/lang/StringBuffer");
  }

  /**
   * A constructor: of the JDK's, what it is given is in it; of the program's, its summary tells.
   */
  void constructor(int at, Member member, int[] arguments) {
    String type = member.owner();
    if (Jdk.isGenerator(type)) {
      int seed = values.all(Arrays.copyOfRange(arguments, 1, arguments.length));
      boolean seeded = arguments.length > 1 && seed == 0 && !type.endsWith("SecureRandom");
      notes.mutate(
          arguments[0],
          values.single(
              seeded
                  ? nodes.of(MethodFacts.SEEDED, 0, at)
                  : nodes.of(MethodFacts.SOURCE, (int) Taint.GENERATOR, at)));
      return;
    }
    if (!Jdk.is(type)) {
      program(at, Opcodes.INVOKESPECIAL, member, arguments, 0);
      return;
    }
    if (type.equals("java/util/Date") && arguments.length == 1) {
      notes.mutate(arguments[0], source(Taint.TIME, member));
      return;
    }
    int given = values.all(Arrays.copyOfRange(arguments, 1, arguments.length));
    notes.mutate(arguments[0], Jdk.isWhole(type) ? given : values.with(given, Values.SHAPED));
  }

  /** A lambda is what its body returns; whoever calls it gets that. */
  int lambda(int at, Handle lambda, int[] arguments) {
    if (lambda.getTag() == Opcodes.H_NEWINVOKESPECIAL) {
      return allocation(at, lambda.getOwner());
    }
    Member body = new Member(lambda.getOwner(), lambda.getName(), lambda.getDesc(), null);
    Effect effect = body.effect("");
    return switch (effect.kind()) {
      case SOURCE -> source(effect.bits(), body);
      case DRAW -> draw(at, effect.bits(), body, arguments.length == 0 ? 0 : arguments[0]);
      case CALL -> {
        boolean isExact =
            lambda.getTag() == Opcodes.H_INVOKESTATIC || lambda.getTag() == Opcodes.H_INVOKESPECIAL;
        yield called(at, body, isExact, arguments, body.carries());
      }
      default -> 0;
    };
  }

  /** An object of that type, made there. */
  int allocation(int at, String type) {
    return values.single(nodes.of(MethodFacts.ALLOCATION, types.of(type), at));
  }

  private int program(int at, int opcode, Member member, int[] arguments, int size) {
    boolean isExact = opcode == Opcodes.INVOKESPECIAL || opcode == Opcodes.INVOKESTATIC;
    String type = member.type();
    boolean tells = size > 0 && member.carries();
    return values.of(called(at, member, isExact, arguments, tells), type);
  }

  private int called(int at, Member member, boolean isExact, int[] arguments, boolean tells) {
    int method = member.methodId(methods);
    int result = tells ? nodes.of(MethodFacts.CALL, at, 0) : NO_RESULT;
    if (tells || member.owner().equals(owner) || values.all(arguments) != 0) {
      notes.call(method, isExact ? 1 : 0, result, arguments);
    }
    return tells ? values.single(result) : 0;
  }

  private int source(long bits, Member member) {
    int of = member.methodId(methods);
    return values.single(nodes.of(MethodFacts.SOURCE, (int) bits, of, of));
  }

  private int draw(int at, long bits, Member member, int generator) {
    int node = nodes.of(MethodFacts.DRAW, (int) bits, at, member.methodId(methods));
    notes.draw(node, generator);
    return values.single(node);
  }
}
