package dev.diverge.agent.weave;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * A method with local variables of its own, behind all that it has: the first holds the mark read
 * at its head, the last ones what it was called with, as far as the method writes over that. Every
 * frame is told of them, so that verification passes without computing frames anew (which would
 * load classes).
 *
 * <p>A frame may also have forgotten an argument that the method uses no more, the instance itself
 * included: shrinkers do that. One whose variable is never written is put back.
 */
abstract class MarkedMethod extends MethodVisitor {

  /** The local variable of the mark. */
  final int slot;

  private final String owner;
  private final boolean isConstructor;
  private final boolean isStatic;
  private final boolean hasFrames;
  private final Type[] arguments;
  private final MethodBody body;
  private final Object[] own;
  private final boolean[] written;
  private final int[] copies;

  /** Whether the code that is written just now comes before the superclass's constructor. */
  private boolean early;

  /**
   * A method.
   *
   * @param slot the first free variable
   * @param ints how many variables of its own hold an int
   * @param again whether the arguments are needed again, not the instance alone
   */
  MarkedMethod(
      MethodVisitor next,
      Shape shape,
      int access,
      String name,
      String descriptor,
      MethodBody body,
      int slot,
      int ints,
      boolean again) {
    super(Opcodes.ASM9, next);
    this.owner = shape.name();
    this.hasFrames = shape.hasFrames();
    this.isConstructor = name.equals("<init>");
    this.early = isConstructor;
    this.isStatic = (access & Opcodes.ACC_STATIC) != 0;
    this.arguments = Type.getArgumentTypes(descriptor);
    this.body = body;
    this.slot = slot;
    this.copies = new int[arguments.length + 1];
    int end = slot + ints;
    this.written = new boolean[copies.length];
    if (!isStatic && body.writes(0)) {
      written[0] = true;
      copies[0] = end++;
    }
    int variable = isStatic ? 0 : 1;
    for (int i = 0; i < arguments.length; i++) {
      int size = arguments[i].getSize();
      boolean isWritten = body.writes(variable) || (size == 2 && body.writes(variable + 1));
      written[i + 1] = isWritten;
      if (isWritten && again) {
        copies[i + 1] = end;
        end += size;
      }
      variable += size;
    }
    this.own = new Object[end - slot];
    for (int i = 0; i < own.length; i++) {
      own[i] = i < ints ? Opcodes.INTEGER : Opcodes.TOP;
    }
    for (int i = 0; i < copies.length; i++) {
      if (copies[i] != 0) {
        own[copies[i] - slot] = i == 0 ? owner : frameType(arguments[i - 1]);
      }
    }
    if (copies[0] != 0 && isConstructor && !body.startsPlainly()) {
      throw new Unweavable(name.concat(descriptor), "writes over its own instance");
    }
  }

  /** How many variables of its own the method has, so that the next one's begin behind. */
  final int size() {
    return own.length;
  }

  /** What comes before all else. */
  void head() {}

  /** What comes before the method's own code: in a plain constructor, behind its superclass's. */
  void begin() {}

  @Override
  public void visitCode() {
    super.visitCode();
    head();
    if (!isConstructor || !body.startsPlainly()) {
      begins();
    }
  }

  @Override
  public void visitMethodInsn(
      int opcode, String to, String name, String descriptor, boolean isInterface) {
    super.visitMethodInsn(opcode, to, name, descriptor, isInterface);
    if (early && body.startsPlainly() && name.equals("<init>")) {
      early = false;
      begins();
    }
  }

  private void begins() {
    for (int i = 0; i < copies.length; i++) {
      if (copies[i] != 0) {
        move(i, variable(i), copies[i]);
      }
    }
    begin();
  }

  /** Gives the arguments back what the method was called with. */
  final void restore() {
    for (int i = 0; i < copies.length; i++) {
      if (copies[i] != 0) {
        move(i, copies[i], variable(i));
      }
    }
  }

  private void move(int argument, int from, int to) {
    Type type = type(argument);
    mv.visitVarInsn(type.getOpcode(Opcodes.ILOAD), from);
    mv.visitVarInsn(type.getOpcode(Opcodes.ISTORE), to);
  }

  /** Loads the instance, wherever in the method. */
  final void loadThis() {
    mv.visitVarInsn(Opcodes.ALOAD, copies[0]);
  }

  /** Loads what the method was called with, wherever in the method. */
  final void loadArguments() {
    for (int i = 1; i < copies.length; i++) {
      mv.visitVarInsn(type(i).getOpcode(Opcodes.ILOAD), copies[i] != 0 ? copies[i] : variable(i));
    }
  }

  /** Of the instance, 0, or of an argument, from 1. */
  private Type type(int argument) {
    return argument == 0 ? Type.getObjectType(owner) : arguments[argument - 1];
  }

  private int variable(int argument) {
    int variable = isStatic || argument == 0 ? 0 : 1;
    for (int i = 0; i < argument - 1; i++) {
      variable += arguments[i].getSize();
    }
    return variable;
  }

  @Override
  public void visitFrame(int type, int numLocal, Object[] local, int numStack, Object[] stack) {
    Object[] slots = new Object[Math.max(slot + own.length, width(numLocal, local))];
    int at = 0;
    for (int i = 0; i < numLocal; i++) {
      slots[at] = local[i];
      at += isWide(local[i]) ? 2 : 1;
    }
    put(slots, has(local, numLocal) || has(stack, numStack), false);
    emit(slots, numStack, stack);
  }

  /**
   * A frame of our own.
   *
   * @param whole whether all arguments are what they were at the beginning; else those that are
   *     never written
   */
  final void frame(boolean whole, Object... stack) {
    if (hasFrames) {
      Object[] slots = new Object[slot + own.length];
      put(slots, early, whole);
      emit(slots, stack.length, stack);
    }
  }

  /** What is written from now on is behind the superclass's constructor. */
  final void constructed() {
    early = false;
  }

  private void put(Object[] slots, boolean early, boolean whole) {
    for (int i = isStatic ? 1 : 0; i < copies.length; i++) {
      if (whole || !written[i]) {
        Object type =
            i > 0 ? frameType(arguments[i - 1]) : early ? Opcodes.UNINITIALIZED_THIS : owner;
        slots[variable(i)] = type;
      }
    }
    System.arraycopy(own, 0, slots, slot, own.length);
  }

  private void emit(Object[] slots, int numStack, Object[] stack) {
    Object[] locals = new Object[slots.length];
    int entries = 0;
    for (int i = 0; i < slots.length; i += isWide(slots[i]) ? 2 : 1) {
      locals[entries++] = slots[i] == null ? Opcodes.TOP : slots[i];
    }
    mv.visitFrame(Opcodes.F_NEW, entries, locals, numStack, stack);
  }

  private static int width(int count, Object[] types) {
    int width = 0;
    for (int i = 0; i < count; i++) {
      width += isWide(types[i]) ? 2 : 1;
    }
    return width;
  }

  private static boolean isWide(Object type) {
    return type == Opcodes.LONG || type == Opcodes.DOUBLE;
  }

  /** Only a constructor's frames can have that. */
  private static boolean has(Object[] types, int count) {
    for (int i = 0; i < count; i++) {
      if (types[i] == Opcodes.UNINITIALIZED_THIS) {
        return true;
      }
    }
    return false;
  }

  static Object frameType(Type type) {
    return switch (type.getSort()) {
      case Type.LONG -> Opcodes.LONG;
      case Type.DOUBLE -> Opcodes.DOUBLE;
      case Type.FLOAT -> Opcodes.FLOAT;
      case Type.ARRAY, Type.OBJECT -> type.getInternalName();
      default -> Opcodes.INTEGER;
    };
  }

  /** Reads or writes the mark's own variable. */
  final void slot(int opcode) {
    mv.visitVarInsn(opcode, slot);
  }

  final boolean isConstructor() {
    return isConstructor;
  }
}
