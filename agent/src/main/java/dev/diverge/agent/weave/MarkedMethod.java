package dev.diverge.agent.weave;

import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * A method with one more local variable, right after its arguments, that holds the mark read at its
 * head. Every frame is told of it, so that verification passes without computing frames anew (which
 * would load classes).
 */
abstract class MarkedMethod extends MethodVisitor {

  /** The local variable of the mark. */
  final int slot;

  private final String owner;
  private final boolean isConstructor;
  private final boolean isStatic;
  private final Type[] arguments;

  MarkedMethod(MethodVisitor next, String owner, int access, String name, String descriptor) {
    super(Opcodes.ASM9, next);
    this.owner = owner;
    this.isConstructor = name.equals("<init>");
    this.isStatic = (access & Opcodes.ACC_STATIC) != 0;
    this.arguments = Type.getArgumentTypes(descriptor);
    this.slot = (Type.getArgumentsAndReturnSizes(descriptor) >> 2) - (isStatic ? 1 : 0);
  }

  /** What comes before the method's own code. */
  abstract void head();

  @Override
  public void visitCode() {
    super.visitCode();
    head();
  }

  @Override
  public void visitVarInsn(int opcode, int index) {
    super.visitVarInsn(opcode, moved(index));
  }

  @Override
  public void visitIincInsn(int index, int increment) {
    super.visitIincInsn(moved(index), increment);
  }

  @Override
  public void visitLocalVariable(
      String name, String descriptor, String signature, Label start, Label end, int index) {
    super.visitLocalVariable(name, descriptor, signature, start, end, moved(index));
  }

  @Override
  public void visitFrame(int type, int numLocal, Object[] local, int numStack, Object[] stack) {
    int entries = argumentEntries();
    Object[] locals = new Object[Math.max(numLocal, entries) + 1];
    for (int i = 0; i < entries; i++) {
      locals[i] = i < numLocal ? local[i] : Opcodes.TOP;
    }
    locals[entries] = Opcodes.INTEGER;
    for (int i = entries; i < numLocal; i++) {
      locals[i + 1] = local[i];
    }
    super.visitFrame(type, locals.length, locals, numStack, stack);
  }

  /** A frame of our own: the arguments, the mark if it is set, and what is on the stack. */
  final void frame(boolean marked, Object... stack) {
    int entries = argumentEntries();
    Object[] locals = new Object[entries + (marked ? 1 : 0)];
    int i = 0;
    if (!isStatic) {
      locals[i++] = owner;
    }
    for (Type argument : arguments) {
      locals[i++] = frameType(argument);
    }
    if (marked) {
      locals[i] = Opcodes.INTEGER;
    }
    mv.visitFrame(Opcodes.F_NEW, locals.length, locals, stack.length, stack);
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

  /** Reads or writes the mark's own variable, which is not moved. */
  final void slot(int opcode) {
    mv.visitVarInsn(opcode, slot);
  }

  final boolean isConstructor() {
    return isConstructor;
  }

  private int argumentEntries() {
    return arguments.length + (isStatic ? 0 : 1);
  }

  private int moved(int index) {
    return index < slot ? index : index + 1;
  }
}
