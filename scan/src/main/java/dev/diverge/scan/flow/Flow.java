package dev.diverge.scan.flow;

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

  private final Ids fields;
  private final Values values = new Values();
  private final Nodes nodes = new Nodes();
  private final Notes notes = new Notes(values, nodes);
  private final Frame frame = new Frame();
  private final WorkList work = new WorkList(values);
  private final Operators operators = new Operators(values, notes, frame);
  private final Calls calls;
  private Code code = new Code();
  private int returned;

  Flow(Ids fields, Ids methods, Ids types) {
    this.fields = fields;
    this.calls = new Calls(methods, types, values, nodes, notes);
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
    values.clear();
    nodes.clear();
    notes.clear();
    returned = 0;
    work.begin(code);
    calls.begin(facts.owner.name());
    begin(facts);
    if (!settle()) {
      return false;
    }
    emit();
    tell(facts);
    return true;
  }

  private void begin(MethodFacts facts) {
    frame.begin(code.maxLocals, code.maxStack);
    int local = 0;
    int index = 0;
    if ((facts.access & Opcodes.ACC_STATIC) == 0) {
      nodes.of(MethodFacts.PARAMETER, index++, 0);
      frame.set(local++, 0);
    }
    for (Type type : Type.getArgumentTypes(facts.descriptor())) {
      int own = values.single(nodes.of(MethodFacts.PARAMETER, index++, 0));
      String descriptor = type.getDescriptor();
      int set = Carriers.is(descriptor) ? values.of(own, descriptor) : 0;
      for (int i = 0; i < type.getSize() && local < code.maxLocals; i++) {
        frame.set(local++, set);
      }
    }
    work.join(0, frame);
  }

  private boolean settle() {
    int steps = 0;
    for (int at; (at = work.next()) >= 0; ) {
      steps += block(at);
      if (steps > STEPS_AT_MOST) {
        return false;
      }
    }
    return true;
  }

  /** Once more, with the last word on each value. */
  private void emit() {
    work.close();
    notes.open();
    for (int i = 0; i < code.count; i++) {
      if (work.isReached(i)) {
        block(i);
      }
    }
  }

  private void tell(MethodFacts facts) {
    notes.tell(facts);
    facts.returns = values.of(returned);
    if (!facts.isEmpty()) {
      facts.nodes = nodes.toArray();
      facts.labels = notes.hasDraws() || nodes.hasSource() ? nodes.labels() : MethodFacts.NONE;
    }
  }

  private int block(int start) {
    work.restore(start, frame);
    work.joinHandlers(start, frame);
    int at = start;
    while (true) {
      boolean goesOn = step(at);
      int opcode = code.opcodes[at];
      if ((opcode >= Opcodes.ISTORE && opcode <= Opcodes.ASTORE) || opcode == Opcodes.IINC) {
        work.joinHandlers(at, frame);
      }
      at++;
      if (!goesOn || at >= code.count) {
        return at - start;
      }
      if (work.isTarget(at)) {
        work.join(at, frame);
        return at - start;
      }
    }
  }

  /** Whether what follows can be reached from here. */
  private boolean step(int at) {
    int opcode = code.opcodes[at];
    int operand = code.operands[at];
    if (opcode >= Opcodes.ACONST_NULL && opcode <= Opcodes.SIPUSH) {
      frame.push(0, isWideConstant(opcode) ? 2 : 1);
    } else if (opcode == Opcodes.LDC) {
      frame.push(0, operand);
    } else if (opcode >= Opcodes.ILOAD && opcode <= Opcodes.ALOAD) {
      frame.push(frame.slot(operand), isWideVariable(opcode - Opcodes.ILOAD) ? 2 : 1);
    } else if (opcode >= Opcodes.IALOAD && opcode <= Opcodes.SALOAD) {
      operators.load(opcode);
    } else if (opcode >= Opcodes.ISTORE && opcode <= Opcodes.ASTORE) {
      boolean wide = isWideVariable(opcode - Opcodes.ISTORE);
      int set = frame.pop(wide ? 2 : 1);
      frame.set(operand, set);
      if (wide) {
        frame.set(operand + 1, set);
      }
    } else if (opcode >= Opcodes.IASTORE && opcode <= Opcodes.SASTORE) {
      int set = frame.pop(opcode == Opcodes.LASTORE || opcode == Opcodes.DASTORE ? 2 : 1);
      frame.pop();
      notes.mutate(frame.pop(), set);
    } else if (opcode >= Opcodes.POP && opcode <= Opcodes.SWAP) {
      frame.move(opcode);
    } else if (opcode >= Opcodes.IADD && opcode <= Opcodes.LXOR) {
      operators.arithmetic(opcode, at > 0 ? code.objects[at - 1] : null);
    } else if (opcode == Opcodes.IINC) {
      frame.set(operand, values.with(frame.slot(operand), Values.SHAPED | Values.COUNTED));
    } else if (opcode >= Opcodes.I2L && opcode <= Opcodes.I2S) {
      operators.convert(opcode);
    } else if (opcode >= Opcodes.LCMP && opcode <= Opcodes.DCMPG) {
      frame.pop(opcode == Opcodes.FCMPL || opcode == Opcodes.FCMPG ? 2 : 4);
      frame.push(0);
    } else if (opcode >= Opcodes.GETSTATIC && opcode <= Opcodes.PUTFIELD) {
      field(opcode, code.member(at));
    } else if (opcode >= Opcodes.INVOKEVIRTUAL && opcode <= Opcodes.INVOKEINTERFACE) {
      call(at, opcode, code.member(at));
    } else if (opcode == Opcodes.INVOKEDYNAMIC) {
      dynamic(at, code.member(at));
    } else if (isOfObjects(opcode)) {
      object(at, opcode, operand);
    } else {
      return opcode == Opcodes.NOP || jump(at, opcode);
    }
    return true;
  }

  private static boolean isOfObjects(int opcode) {
    return opcode == Opcodes.MULTIANEWARRAY
        || (opcode >= Opcodes.NEW && opcode <= Opcodes.MONITOREXIT && opcode != Opcodes.ATHROW);
  }

  private static boolean isWideConstant(int opcode) {
    return opcode == Opcodes.LCONST_0
        || opcode == Opcodes.LCONST_1
        || opcode == Opcodes.DCONST_0
        || opcode == Opcodes.DCONST_1;
  }

  private static boolean isWideVariable(int kind) {
    return kind == 1 || kind == 3;
  }

  private void object(int at, int opcode, int operand) {
    switch (opcode) {
      case Opcodes.NEW -> frame.push(calls.allocation(at, code.text(at)));
      case Opcodes.NEWARRAY, Opcodes.ANEWARRAY -> {
        frame.pop();
        frame.push(calls.allocation(at, "["));
      }
      case Opcodes.MULTIANEWARRAY -> {
        frame.pop(operand);
        frame.push(calls.allocation(at, "["));
      }
      case Opcodes.ARRAYLENGTH, Opcodes.INSTANCEOF -> {
        frame.pop();
        frame.push(0);
      }
      case Opcodes.MONITORENTER, Opcodes.MONITOREXIT -> frame.pop();
      default -> {} // a cast
    }
  }

  /** Whether what follows can be reached from there. */
  private boolean jump(int at, int opcode) {
    switch (opcode) {
      case Opcodes.GOTO -> {
        work.joinTargets(at, frame);
        return false;
      }
      case Opcodes.LOOKUPSWITCH, Opcodes.TABLESWITCH -> {
        frame.pop();
        work.joinTargets(at, frame);
        return false;
      }
      case Opcodes.IRETURN, Opcodes.FRETURN, Opcodes.ARETURN -> {
        returned = values.union(returned, frame.pop());
        return false;
      }
      case Opcodes.LRETURN, Opcodes.DRETURN -> {
        returned = values.union(returned, frame.pop(2));
        return false;
      }
      case Opcodes.RETURN, Opcodes.ATHROW -> {
        return false;
      }
      default -> {
        if (opcode >= Opcodes.IF_ICMPEQ && opcode <= Opcodes.IF_ACMPNE) {
          frame.pop(2);
        } else {
          notes.ask(frame.pop());
        }
        work.joinTargets(at, frame);
        return true;
      }
    }
  }

  private void field(int opcode, Member member) {
    int size = member.size();
    int id = member.fieldId(fields);
    boolean carries = member.carries();
    notes.touch(id);
    if (opcode == Opcodes.GETSTATIC || opcode == Opcodes.GETFIELD) {
      if (opcode == Opcodes.GETFIELD) {
        frame.pop();
      }
      frame.push(
          carries ? values.of(values.single(nodes.of(MethodFacts.FIELD, id, 0)), member.type()) : 0,
          size);
      return;
    }
    int set = frame.pop(size);
    if (opcode == Opcodes.PUTFIELD) {
      frame.pop();
    }
    notes.store(id, set, carries);
  }

  private void call(int at, int opcode, Member member) {
    int[] sizes = member.parameterSizes();
    int receiver = opcode == Opcodes.INVOKESTATIC ? 0 : 1;
    int[] arguments = new int[sizes.length + receiver];
    for (int i = sizes.length - 1; i >= 0; i--) {
      arguments[i + receiver] = frame.pop(sizes[i]);
    }
    if (receiver == 1) {
      arguments[0] = frame.pop();
    }
    int size = member.size();
    if (member.name().equals("<init>")) {
      calls.constructor(at, member, arguments);
    } else {
      String before = at > 0 && code.objects[at - 1] instanceof String text ? text : "";
      frame.push(calls.method(at, opcode, member, arguments, before, size), size);
    }
  }

  private void dynamic(int at, Member member) {
    int[] sizes = member.parameterSizes();
    int[] arguments = new int[sizes.length];
    for (int i = sizes.length - 1; i >= 0; i--) {
      arguments[i] = frame.pop(sizes[i]);
    }
    int size = member.size();
    Handle lambda = member.lambda();
    if (lambda != null) {
      frame.push(calls.lambda(at, lambda, arguments), size);
    } else {
      boolean isText = member.owner().equals("java/lang/invoke/StringConcatFactory");
      int flags = Values.SHAPED | Values.BESIDE;
      frame.push(isText ? values.with(values.all(arguments), flags) : 0, size);
    }
  }
}
