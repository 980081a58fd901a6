package dev.diverge.scan.flow;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Runs one method on sets of what a value may be made of, until nothing changes, and notes what
 * goes where. A long or a double takes two slots with the same set.
 */
final class Flow {

  /** Rounds through code that a compiler of tables or a parser generator made. */
  private static final int STEPS_AT_MOST = 400_000;

  private static final int BIG = 0xffff;
  private static final int NO_RESULT = -1;

  private final Ids fields;
  private final Ids methods;
  private final Ids types;
  private final Values values = new Values();
  private final Ints nodes = new Ints();
  private final Ints labels = new Ints();
  private final Map<Node, Integer> nodeOf = new HashMap<>();
  private final Ints stores = new Ints();
  private final Ints mutations = new Ints();
  private final Ints callStarts = new Ints();
  private final Ints calls = new Ints();
  private final Ints draws = new Ints();
  private final Ints touched = new Ints();
  private final Ints counted = new Ints();
  private final Ints mixed = new Ints();
  private final Ints refilled = new Ints();
  private final Ints asked = new Ints();

  private Code code = new Code();
  private int[] @Nullable [] frames = {};
  private int[] depths = {};
  private boolean[] isTarget = {};
  private int[] frame = {};
  private int depth;
  private int returned;
  private String owner = "";
  private boolean emitting;
  private boolean[] due = {};
  private int lowest;

  private record Node(int kind, int argument, long place) {}

  Flow(Ids fields, Ids methods, Ids types) {
    this.fields = fields;
    this.methods = methods;
    this.types = types;
  }

  /**
   * Notes the facts of one method.
   *
   * @return whether it could be followed
   */
  boolean run(Code of, MethodFacts facts) {
    code = of;
    if (code.isHopeless) {
      return false;
    }
    clear();
    owner = facts.owner.name();
    begin(facts);
    if (!settle()) {
      return false;
    }
    emit();
    facts.nodes = nodes.toArray();
    facts.labels = draws.size() > 0 || hasSource() ? labels.toArray() : MethodFacts.NONE;
    facts.touched = touched.toArray();
    facts.counted = counted.toArray();
    facts.mixed = mixed.toArray();
    facts.refilled = refilled.toArray();
    facts.asked = asked.toArray();
    facts.returns = values.of(returned);
    facts.stores = stores.toArray();
    facts.mutations = mutations.toArray();
    facts.callStarts = callStarts.toArray();
    facts.calls = calls.toArray();
    facts.draws = draws.toArray();
    if (facts.isEmpty()) {
      facts.nodes = MethodFacts.NONE;
      facts.labels = MethodFacts.NONE;
    }
    return true;
  }

  private boolean hasSource() {
    for (int i = 0; i < nodes.size(); i++) {
      if (nodes.get(i) >>> MethodFacts.KIND_SHIFT == MethodFacts.SOURCE) {
        return true;
      }
    }
    return false;
  }

  private void clear() {
    values.clear();
    nodes.clear();
    labels.clear();
    nodeOf.clear();
    stores.clear();
    mutations.clear();
    callStarts.clear();
    calls.clear();
    draws.clear();
    touched.clear();
    counted.clear();
    mixed.clear();
    refilled.clear();
    asked.clear();
    returned = 0;
    emitting = false;
    int count = code.count;
    if (frames.length < count + 1) {
      frames = new int[count + 64][];
      depths = new int[count + 64];
      isTarget = new boolean[count + 64];
      due = new boolean[count + 64];
    }
    Arrays.fill(frames, 0, count + 1, null);
    Arrays.fill(isTarget, 0, count + 1, false);
    Arrays.fill(due, 0, count + 1, false);
    for (int i = 0; i < count; i++) {
      if (code.objects[i] instanceof Code.Targets) {
        for (var label : ((Code.Targets) code.objects[i]).labels()) {
          isTarget[Code.at(label)] = true;
        }
      }
    }
    for (Code.Range range : code.ranges) {
      isTarget[Code.at(range.handler())] = true;
      isTarget[Code.at(range.start())] = true;
    }
  }

  private void begin(MethodFacts facts) {
    frame = new int[code.maxLocals + code.maxStack + 4];
    depth = code.maxLocals;
    int local = 0;
    int index = 0;
    if ((facts.access & Opcodes.ACC_STATIC) == 0) {
      node(MethodFacts.PARAMETER, index++, 0);
      frame[local++] = 0;
    }
    for (Type type : Type.getArgumentTypes(facts.descriptor())) {
      int own = values.single(node(MethodFacts.PARAMETER, index++, 0));
      int set = Carriers.is(type.getDescriptor()) ? of(own, type.getDescriptor()) : 0;
      for (int i = 0; i < type.getSize() && local < code.maxLocals; i++) {
        frame[local++] = set;
      }
    }
    join(0);
  }

  /** A value as one of its type. */
  private int of(int set, String descriptor) {
    return Carriers.isFixed(descriptor) ? values.with(set, Values.FIXED) : set;
  }

  private boolean settle() {
    int steps = 0;
    while (true) {
      int at = next();
      if (at < 0) {
        return true;
      }
      due[at] = false;
      steps += block(at);
      if (steps > STEPS_AT_MOST) {
        return false;
      }
    }
  }

  private int next() {
    for (int i = lowest; i < code.count; i++) {
      if (due[i]) {
        lowest = i;
        return i;
      }
    }
    lowest = code.count;
    return -1;
  }

  /** Once more, with the last word on each value. */
  private void emit() {
    emitting = true;
    for (int i = 0; i < code.count; i++) {
      if (frames[i] != null) {
        block(i);
      }
    }
  }

  private int block(int start) {
    int[] from = frames[start];
    if (from == null) {
      return 0;
    }
    System.arraycopy(from, 0, frame, 0, from.length);
    depth = depths[start];
    catchers(start);
    int at = start;
    while (true) {
      boolean goesOn = step(at);
      int opcode = code.opcodes[at];
      if ((opcode >= Opcodes.ISTORE && opcode <= Opcodes.ASTORE) || opcode == Opcodes.IINC) {
        catchers(at);
      }
      at++;
      if (!goesOn || at >= code.count) {
        return at - start;
      }
      if (isTarget[at]) {
        join(at);
        return at - start;
      }
    }
  }

  private void catchers(int at) {
    for (Code.Range range : code.ranges) {
      if (at >= Code.at(range.start()) && at < Code.at(range.end())) {
        int before = depth;
        int kept = frame[code.maxLocals];
        frame[code.maxLocals] = 0;
        depth = code.maxLocals + 1;
        join(Code.at(range.handler()));
        frame[code.maxLocals] = kept;
        depth = before;
      }
    }
  }

  private void join(int target) {
    if (emitting || target < 0 || target >= code.count) {
      return;
    }
    int[] known = frames[target];
    if (known == null) {
      frames[target] = Arrays.copyOf(frame, depth);
      depths[target] = depth;
      makeDue(target);
      return;
    }
    boolean changed = false;
    for (int i = 0; i < known.length && i < depth; i++) {
      int both = values.union(known[i], frame[i]);
      if (both != known[i]) {
        known[i] = both;
        changed = true;
      }
    }
    if (changed) {
      makeDue(target);
    }
  }

  private void makeDue(int target) {
    due[target] = true;
    lowest = Math.min(lowest, target);
  }

  // --- one instruction ---

  private void push(int set) {
    if (depth < frame.length) {
      frame[depth] = set;
    }
    depth++;
  }

  private void push(int set, int size) {
    for (int i = 0; i < size; i++) {
      push(set);
    }
  }

  private int pop() {
    depth--;
    return depth >= code.maxLocals && depth < frame.length ? frame[depth] : 0;
  }

  private int pop(int size) {
    int set = 0;
    for (int i = 0; i < size; i++) {
      set = pop();
    }
    return set;
  }

  /** Whether what follows can be reached from here. */
  private boolean step(int at) {
    int opcode = code.opcodes[at];
    int operand = code.operands[at];
    if (opcode >= Opcodes.ACONST_NULL && opcode <= Opcodes.SIPUSH) {
      boolean wide =
          opcode == Opcodes.LCONST_0
              || opcode == Opcodes.LCONST_1
              || opcode == Opcodes.DCONST_0
              || opcode == Opcodes.DCONST_1;
      push(0, wide ? 2 : 1);
    } else if (opcode == Opcodes.LDC) {
      push(0, operand);
    } else if (opcode >= Opcodes.ILOAD && opcode <= Opcodes.ALOAD) {
      push(frame[operand], isWideVariable(opcode - Opcodes.ILOAD) ? 2 : 1);
    } else if (opcode >= Opcodes.IALOAD && opcode <= Opcodes.SALOAD) {
      int index = values.with(pop(), Values.SHAPED | Values.FIXED);
      int array = pop();
      boolean part = opcode == Opcodes.BALOAD || opcode == Opcodes.CALOAD;
      int flags = (part ? Values.SHAPED : 0) | (opcode == Opcodes.AALOAD ? 0 : Values.FIXED);
      push(
          values.union(values.with(array, flags), index),
          opcode == Opcodes.LALOAD || opcode == Opcodes.DALOAD ? 2 : 1);
    } else if (opcode >= Opcodes.ISTORE && opcode <= Opcodes.ASTORE) {
      boolean wide = isWideVariable(opcode - Opcodes.ISTORE);
      int set = pop(wide ? 2 : 1);
      frame[operand] = set;
      if (wide) {
        frame[operand + 1] = set;
      }
    } else if (opcode >= Opcodes.IASTORE && opcode <= Opcodes.SASTORE) {
      int set = pop(opcode == Opcodes.LASTORE || opcode == Opcodes.DASTORE ? 2 : 1);
      pop();
      mutate(pop(), set);
    } else if (opcode >= Opcodes.POP && opcode <= Opcodes.SWAP) {
      stack(opcode);
    } else if (opcode >= Opcodes.IADD && opcode <= Opcodes.LXOR) {
      arithmetic(at, opcode);
    } else if (opcode == Opcodes.IINC) {
      frame[operand] = values.with(frame[operand], Values.SHAPED | Values.COUNTED);
    } else if (opcode >= Opcodes.I2L && opcode <= Opcodes.I2S) {
      convert(opcode);
    } else if (opcode >= Opcodes.LCMP && opcode <= Opcodes.DCMPG) {
      pop(opcode == Opcodes.FCMPL || opcode == Opcodes.FCMPG ? 2 : 4);
      push(0);
    } else if (opcode >= Opcodes.GETSTATIC && opcode <= Opcodes.PUTFIELD) {
      field(opcode, member(at));
    } else if (opcode >= Opcodes.INVOKEVIRTUAL && opcode <= Opcodes.INVOKEINTERFACE) {
      call(at, opcode, member(at));
    } else if (opcode == Opcodes.INVOKEDYNAMIC) {
      dynamic(at, member(at));
    } else {
      return other(at, opcode, operand);
    }
    return true;
  }

  private Code.Member member(int at) {
    return (Code.Member) java.util.Objects.requireNonNull(code.objects[at]);
  }

  private boolean other(int at, int opcode, int operand) {
    switch (opcode) {
      case Opcodes.NEW -> push(allocation(at, (String) code.objects[at]));
      case Opcodes.NEWARRAY, Opcodes.ANEWARRAY -> {
        pop();
        push(values.single(node(MethodFacts.ALLOCATION, types.of("["), at)));
      }
      case Opcodes.MULTIANEWARRAY -> {
        pop(operand);
        push(values.single(node(MethodFacts.ALLOCATION, types.of("["), at)));
      }
      case Opcodes.ARRAYLENGTH, Opcodes.INSTANCEOF -> {
        pop();
        push(0);
      }
      case Opcodes.MONITORENTER, Opcodes.MONITOREXIT -> pop();
      case Opcodes.GOTO -> {
        jump(at);
        return false;
      }
      case Opcodes.LOOKUPSWITCH, Opcodes.TABLESWITCH -> {
        pop();
        jump(at);
        return false;
      }
      case Opcodes.IRETURN, Opcodes.FRETURN, Opcodes.ARETURN -> {
        returned = values.union(returned, pop());
        return false;
      }
      case Opcodes.LRETURN, Opcodes.DRETURN -> {
        returned = values.union(returned, pop(2));
        return false;
      }
      case Opcodes.RETURN -> {
        return false;
      }
      case Opcodes.ATHROW -> {
        pop();
        return false;
      }
      case Opcodes.IFNULL, Opcodes.IFNONNULL -> {
        ask(pop());
        jump(at);
      }
      default -> {
        if (opcode >= Opcodes.IFEQ && opcode <= Opcodes.IFLE) {
          ask(pop());
          jump(at);
        } else if (opcode >= Opcodes.IF_ICMPEQ && opcode <= Opcodes.IF_ACMPNE) {
          pop();
          pop();
          jump(at);
        }
      }
    }
    return true;
  }

  /** Fields that are asked whether there is anything in them yet. */
  private void ask(int set) {
    if (emitting) {
      for (int ref : values.of(set)) {
        int node = nodes.get(ref >> Values.FLAGS);
        if (node >>> MethodFacts.KIND_SHIFT == MethodFacts.FIELD) {
          asked.add(node & MethodFacts.ARGUMENT);
        }
      }
    }
  }

  private void jump(int at) {
    if (code.objects[at] instanceof Code.Targets) {
      for (var label : ((Code.Targets) code.objects[at]).labels()) {
        join(Code.at(label));
      }
    }
  }

  private static boolean isWideVariable(int kind) {
    return kind == 1 || kind == 3;
  }

  private void stack(int opcode) {
    switch (opcode) {
      case Opcodes.POP -> pop();
      case Opcodes.POP2 -> pop(2);
      case Opcodes.DUP -> copy(1, 0);
      case Opcodes.DUP_X1 -> copy(1, 1);
      case Opcodes.DUP_X2 -> copy(1, 2);
      case Opcodes.DUP2 -> copy(2, 0);
      case Opcodes.DUP2_X1 -> copy(2, 1);
      case Opcodes.DUP2_X2 -> copy(2, 2);
      default -> {
        int a = pop();
        int b = pop();
        push(a);
        push(b);
      }
    }
  }

  /** The upper {@code count} slots once more, below the {@code under} slots under them. */
  private void copy(int count, int under) {
    int[] moved = new int[count + under];
    for (int i = moved.length - 1; i >= 0; i--) {
      moved[i] = pop();
    }
    for (int i = 0; i < count; i++) {
      push(moved[under + i]);
    }
    for (int set : moved) {
      push(set);
    }
  }

  private void convert(int opcode) {
    boolean fromWide =
        (opcode >= Opcodes.L2I && opcode <= Opcodes.L2D)
            || (opcode >= Opcodes.D2I && opcode <= Opcodes.D2F);
    boolean toWide =
        opcode == Opcodes.I2L
            || opcode == Opcodes.I2D
            || opcode == Opcodes.L2D
            || opcode == Opcodes.F2L
            || opcode == Opcodes.F2D
            || opcode == Opcodes.D2L;
    int set = pop(fromWide ? 2 : 1);
    boolean cut =
        opcode == Opcodes.L2I
            || opcode == Opcodes.I2B
            || opcode == Opcodes.I2C
            || opcode == Opcodes.I2S;
    push(cut ? set : values.with(set, Values.SHAPED), toWide ? 2 : 1);
  }

  private void arithmetic(int at, int opcode) {
    boolean shift = opcode >= Opcodes.ISHL && opcode <= Opcodes.LUSHR;
    boolean wide = isWide(opcode);
    boolean negation = opcode >= Opcodes.INEG && opcode <= Opcodes.DNEG;
    int right = negation ? 0 : pop(wide && !shift ? 2 : 1);
    int left = pop(wide ? 2 : 1);
    int flags = Values.SHAPED;
    if (shift) {
      flags |= Values.SHIFTED;
    } else if (opcode == Opcodes.IMUL || opcode == Opcodes.LMUL) {
      flags |= at > 0 && isBig(code.objects[at - 1]) ? Values.MIXED : 0;
    } else if (opcode == Opcodes.IXOR || opcode == Opcodes.LXOR) {
      boolean shifted = values.has(left, Values.SHIFTED) ^ values.has(right, Values.SHIFTED);
      flags |= shifted ? Values.MIXED : 0;
    } else if (opcode == Opcodes.IADD
        || opcode == Opcodes.LADD
        || opcode == Opcodes.ISUB
        || opcode == Opcodes.LSUB) {
      flags |= left == 0 || right == 0 ? Values.COUNTED : 0;
    }
    push(values.with(values.union(left, shift ? 0 : right), flags), wide ? 2 : 1);
  }

  private static boolean isBig(@Nullable Object constant) {
    return (constant instanceof Integer small && Math.abs((long) small) > BIG)
        || (constant instanceof Long large && Math.abs(large) > BIG);
  }

  /** Int, long, float, double, again and again; then shifts and bits, int and long. */
  private static boolean isWide(int opcode) {
    return opcode < Opcodes.ISHL ? (opcode & 1) == 1 : ((opcode - Opcodes.ISHL) & 1) == 1;
  }

  // --- fields ---

  private void field(int opcode, Code.Member member) {
    int size = Type.getType(member.descriptor()).getSize();
    int id = fields.of(member.owner() + '#' + member.name());
    if (opcode == Opcodes.GETSTATIC || opcode == Opcodes.GETFIELD) {
      if (opcode == Opcodes.GETFIELD) {
        pop();
      }
      touch(id);
      push(
          Carriers.is(member.descriptor())
              ? of(values.single(node(MethodFacts.FIELD, id, 0)), member.descriptor())
              : 0,
          size);
      return;
    }
    int set = pop(size);
    if (opcode == Opcodes.PUTFIELD) {
      pop();
    }
    touch(id);
    if (emitting) {
      store(id, Carriers.is(member.descriptor()) ? set : values.only(set, this::isAllocation));
    }
  }

  private boolean isAllocation(int ref) {
    return nodes.get(ref >> Values.FLAGS) >>> MethodFacts.KIND_SHIFT == MethodFacts.ALLOCATION;
  }

  private void store(int field, int set) {
    int[] refs = values.of(set);
    if (refs.length == 0) {
      return;
    }
    stores.add(field);
    stores.add(refs.length);
    stores.addAll(refs);
    note(field, refs);
    for (int ref : refs) {
      if (nodes.get(ref >> Values.FLAGS) >>> MethodFacts.KIND_SHIFT == MethodFacts.CALL) {
        refilled.add(field);
        return;
      }
    }
  }

  /** Whether the field is counted up, or mixed. */
  private void note(int field, int[] refs) {
    for (int ref : refs) {
      int node = nodes.get(ref >> Values.FLAGS);
      if (node >>> MethodFacts.KIND_SHIFT == MethodFacts.FIELD
          && (node & MethodFacts.ARGUMENT) == field) {
        if ((ref & Values.COUNTED) != 0) {
          counted.add(field);
        }
        if ((ref & Values.MIXED) != 0) {
          mixed.add(field);
        }
      }
    }
  }

  private void touch(int field) {
    if (emitting) {
      for (int i = 0; i < touched.size(); i++) {
        if (touched.get(i) == field) {
          return;
        }
      }
      touched.add(field);
    }
  }

  /** What is put into an object or array. */
  private void mutate(int whole, int set) {
    int target = values.without(whole, Values.FIXED);
    if (emitting && target != 0 && set != 0 && target != set) {
      int[] to = values.of(target);
      int[] from = values.of(set);
      mutations.add(to.length);
      mutations.addAll(to);
      mutations.add(from.length);
      mutations.addAll(from);
      for (int ref : to) {
        int node = nodes.get(ref >> Values.FLAGS);
        if (node >>> MethodFacts.KIND_SHIFT == MethodFacts.FIELD) {
          note(node & MethodFacts.ARGUMENT, from);
        }
      }
    }
  }

  // --- calls ---

  private int allocation(int at, @Nullable String type) {
    return values.single(
        node(MethodFacts.ALLOCATION, types.of(java.util.Objects.requireNonNull(type)), at));
  }

  private void call(int at, int opcode, Code.Member member) {
    Type[] types = Type.getArgumentTypes(member.descriptor());
    int receiver = opcode == Opcodes.INVOKESTATIC ? 0 : 1;
    int[] arguments = new int[types.length + receiver];
    for (int i = types.length - 1; i >= 0; i--) {
      arguments[i + receiver] = pop(types[i].getSize());
    }
    if (receiver == 1) {
      arguments[0] = pop();
    }
    int size = Type.getReturnType(member.descriptor()).getSize();
    String before = (at > 0 && code.objects[at - 1] instanceof String s) ? s : "";
    if (member.name().equals("<init>")) {
      construct(at, member, arguments);
    } else {
      push(result(at, opcode, member, arguments, before, size), size);
    }
  }

  private int result(
      int at, int opcode, Code.Member member, int[] arguments, String before, int size) {
    Effect effect = Jdk.of(member.owner(), member.name(), member.descriptor(), before);
    boolean isStatic = opcode == Opcodes.INVOKESTATIC;
    switch (effect.kind()) {
      case SOURCE -> {
        return source(effect.bits(), member);
      }
      case DRAW -> {
        return draw(at, effect.bits(), member, arguments[0]);
      }
      case FILL -> {
        mutate(arguments[1], draw(at, effect.bits(), member, arguments[0]));
        return 0;
      }
      case PASS -> {
        return all(arguments);
      }
      case SHAPE -> {
        return values.with(all(arguments), Values.SHAPED);
      }
      case HELD -> {
        return arguments.length == 0 ? 0 : arguments[0];
      }
      case INTO, INTO_SHAPED -> {
        if (isStatic || arguments.length == 0) {
          return values.with(all(arguments), Values.SHAPED);
        }
        int rest = 0;
        int first = member.name().startsWith("compareAnd") ? 2 : 1;
        for (int i = first; i < arguments.length; i++) {
          rest = values.union(rest, arguments[i]);
        }
        if (effect.kind() == Effect.Kind.INTO_SHAPED) {
          rest = values.with(rest, Values.SHAPED);
        }
        mutate(arguments[0], rest);
        return size == 0 ? 0 : arguments[0] != 0 ? arguments[0] : rest;
      }
      case COUNT -> {
        if (emitting && arguments.length > 0) {
          note(arguments[0]);
        }
        return arguments.length == 0 ? 0 : values.with(arguments[0], Values.SHAPED);
      }
      case COPY -> {
        mutate(arguments[2], arguments[0]);
        return 0;
      }
      case FRESH -> {
        int made = values.single(node(MethodFacts.ALLOCATION, types.of("["), at));
        mutate(made, values.with(all(arguments), effect.bits() == 0 ? 0 : Values.SHAPED));
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

  private void note(int set) {
    for (int ref : values.of(set)) {
      int node = nodes.get(ref >> Values.FLAGS);
      if (node >>> MethodFacts.KIND_SHIFT == MethodFacts.FIELD) {
        counted.add(node & MethodFacts.ARGUMENT);
      }
    }
  }

  private int all(int[] arguments) {
    int all = 0;
    for (int argument : arguments) {
      all = values.union(all, argument);
    }
    return all;
  }

  private int source(long bits, Code.Member member) {
    int of = methods.of(member.owner() + '.' + member.name() + member.descriptor());
    int node = node(MethodFacts.SOURCE, (int) bits, of, of);
    return values.single(node);
  }

  private int draw(int at, long bits, Code.Member member, int generator) {
    int of = methods.of(member.owner() + '.' + member.name() + member.descriptor());
    int node = node(MethodFacts.DRAW, (int) bits, at, of);
    if (emitting) {
      int[] refs = values.of(generator);
      draws.add(node);
      draws.add(refs.length);
      draws.addAll(refs);
    }
    return values.single(node);
  }

  /**
   * A constructor: of the JDK's, what it is given is in it; of the program's, its summary tells.
   */
  private void construct(int at, Code.Member member, int[] arguments) {
    String type = member.owner();
    if (Jdk.isGenerator(type)) {
      int seed = all(Arrays.copyOfRange(arguments, 1, arguments.length));
      boolean seeded = arguments.length > 1 && seed == 0 && !type.endsWith("SecureRandom");
      mutate(
          arguments[0],
          values.single(
              seeded
                  ? node(MethodFacts.SEEDED, 0, at)
                  : node(MethodFacts.SOURCE, (int) Taint.GENERATOR, at)));
      return;
    }
    if (!Jdk.is(type)) {
      program(at, Opcodes.INVOKESPECIAL, member, arguments, 0);
      return;
    }
    if (type.equals("java/util/Date") && arguments.length == 1) {
      mutate(arguments[0], source(Taint.TIME, member));
      return;
    }
    int given = all(Arrays.copyOfRange(arguments, 1, arguments.length));
    mutate(arguments[0], Jdk.isWhole(type) ? given : values.with(given, Values.SHAPED));
  }

  private int program(int at, int opcode, Code.Member member, int[] arguments, int size) {
    int method = methods.of(member.owner() + '.' + member.name() + member.descriptor());
    int kind = opcode == Opcodes.INVOKESPECIAL || opcode == Opcodes.INVOKESTATIC ? 1 : 0;
    String type = member.descriptor().substring(member.descriptor().indexOf(')') + 1);
    boolean tells = size > 0 && Carriers.is(type);
    return of(noted(at, method, member.owner().equals(owner), kind, arguments, tells), type);
  }

  private int noted(int at, int method, boolean isOwn, int kind, int[] arguments, boolean tells) {
    int result = tells ? node(MethodFacts.CALL, at, 0) : NO_RESULT;
    if (emitting && (tells || isOwn || all(arguments) != 0)) {
      callStarts.add(calls.size());
      calls.add(method);
      calls.add(kind);
      calls.add(result);
      calls.add(arguments.length);
      for (int argument : arguments) {
        int[] refs = values.of(argument);
        calls.add(refs.length);
        calls.addAll(refs);
      }
    }
    return tells ? values.single(result) : 0;
  }

  /** A lambda is what its body returns; whoever calls it gets that. */
  private void dynamic(int at, Code.Member member) {
    Type[] types = Type.getArgumentTypes(member.descriptor());
    int[] arguments = new int[types.length];
    for (int i = types.length - 1; i >= 0; i--) {
      arguments[i] = pop(types[i].getSize());
    }
    int size = Type.getReturnType(member.descriptor()).getSize();
    Handle lambda = member.lambda();
    if (lambda == null) {
      boolean concatenation = member.owner().equals("java/lang/invoke/StringConcatFactory");
      push(concatenation ? values.with(all(arguments), Values.SHAPED) : 0, size);
      return;
    }
    if (lambda.getTag() == Opcodes.H_NEWINVOKESPECIAL) {
      push(allocation(at, lambda.getOwner()), size);
      return;
    }
    Code.Member body = new Code.Member(lambda.getOwner(), lambda.getName(), lambda.getDesc(), null);
    Effect effect = Jdk.of(body.owner(), body.name(), body.descriptor(), "");
    int set =
        switch (effect.kind()) {
          case SOURCE -> source(effect.bits(), body);
          case DRAW -> draw(at, effect.bits(), body, arguments.length == 0 ? 0 : arguments[0]);
          case CALL ->
              noted(
                  at,
                  methods.of(body.owner() + '.' + body.name() + body.descriptor()),
                  body.owner().equals(owner),
                  lambda.getTag() == Opcodes.H_INVOKESTATIC
                          || lambda.getTag() == Opcodes.H_INVOKESPECIAL
                      ? 1
                      : 0,
                  arguments,
                  Carriers.is(body.descriptor().substring(body.descriptor().indexOf(')') + 1)));
          default -> 0;
        };
    push(set, size);
  }

  /** The node of this kind, argument and place; made if it is new. */
  private int node(int kind, int argument, long place) {
    return node(kind, argument, place, 0);
  }

  private int node(int kind, int argument, long place, int label) {
    Node key = new Node(kind, argument, place);
    Integer known = nodeOf.get(key);
    if (known == null) {
      known = nodes.size();
      nodes.add(kind << MethodFacts.KIND_SHIFT | (argument & MethodFacts.ARGUMENT));
      labels.add(label);
      nodeOf.put(key, known);
    }
    return known;
  }
}
