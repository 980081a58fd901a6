package dev.diverge.agent.weave;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * What is to be known of a method's code before it is woven: compilers other than javac, and
 * shrinkers, write much that verifies and that javac would not.
 */
final class MethodBody extends MethodVisitor {

  /** How each instruction of fixed size changes the depth of the stack, {@code E} for 0. */
  private static final String DEPTHS =
      "EFFFFFFFFGGFFFGGFFFEEFGFGFEEEEEEEEEEEEEEEEEEEEDEDEDDDDDCDCDEEEEEEEEEEEEEEEEEEEE"
          + "BABABBBBDCFFFGGGEDCDCDCDCDCDCDCDCDCDCEEEEDDDDDDDCDCDCEFEFDDEEFFDEDEEEBDDBBDDDDDDC"
          + "CCCCCCCEFEDDDCDCDEEEEEEEEEEFEEEDEEDDEEDD";

  private static final int UNKNOWN = -1;

  private final boolean isConstructor;
  private final boolean[] written;
  private final Map<Label, Integer> depths = new HashMap<>();
  private final Set<Label> guarded = new HashSet<>();
  private int depth;
  private int locals;
  private boolean begun;
  private boolean plain = true;
  private @Nullable String trouble;

  private MethodBody(int access, String name, String descriptor) {
    super(Opcodes.ASM9);
    this.isConstructor = name.equals("<init>");
    int receiver = (access & Opcodes.ACC_STATIC) != 0 ? 0 : 1;
    this.locals = (Type.getArgumentsAndReturnSizes(descriptor) >> 2) - 1 + receiver;
    this.written = new boolean[locals];
  }

  /** Reads those of a class's methods, by the keys of {@link Shape#key}. */
  static Map<String, MethodBody> of(ClassReader reader, Set<String> keys) {
    Map<String, MethodBody> bodies = new HashMap<>();
    if (!keys.isEmpty()) {
      reader.accept(new Bodies(keys, bodies), ClassReader.SKIP_DEBUG | ClassReader.EXPAND_FRAMES);
    }
    return bodies;
  }

  /** The first local variable that the method does not use. */
  int locals() {
    return locals;
  }

  /** Whether an argument's variable, counted from 0 with the receiver, is ever written. */
  boolean writes(int slot) {
    return written[slot];
  }

  /**
   * Whether a constructor does no more before the superclass's, or its own other one, than to pass
   * on arguments and constants.
   */
  boolean startsPlainly() {
    return begun && plain;
  }

  /** Why this code cannot be run again from its beginning, or null. */
  @Nullable String unrepeatable() {
    return trouble;
  }

  @Override
  public void visitFrame(int type, int numLocal, Object[] local, int numStack, Object[] stack) {
    int size = 0;
    for (int i = 0; i < numStack; i++) {
      size += stack[i] == Opcodes.LONG || stack[i] == Opcodes.DOUBLE ? 2 : 1;
    }
    depth = size;
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
      int result = 'E' - DEPTHS.charAt(opcode);
      if (depth != UNKNOWN && depth != result) {
        trouble = "returns with values left on its stack";
      }
      depth = UNKNOWN;
    } else if (opcode == Opcodes.ATHROW) {
      depth = UNKNOWN;
    } else {
      move(DEPTHS.charAt(opcode) - 'E');
    }
    plain &= begun || opcode < Opcodes.IASTORE;
  }

  @Override
  public void visitIntInsn(int opcode, int operand) {
    move(DEPTHS.charAt(opcode) - 'E');
  }

  @Override
  public void visitVarInsn(int opcode, int slot) {
    move(DEPTHS.charAt(opcode) - 'E');
    if (opcode >= Opcodes.ISTORE) {
      plain &= begun;
      write(slot);
      if (opcode == Opcodes.LSTORE || opcode == Opcodes.DSTORE) {
        write(slot + 1);
      }
    }
  }

  @Override
  public void visitIincInsn(int slot, int increment) {
    plain &= begun;
    write(slot);
  }

  private void write(int slot) {
    if (slot < written.length) {
      written[slot] = true;
    }
  }

  @Override
  public void visitTypeInsn(int opcode, String type) {
    move(DEPTHS.charAt(opcode) - 'E');
    plain &= begun;
  }

  @Override
  public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
    int size = Type.getType(descriptor).getSize();
    switch (opcode) {
      case Opcodes.GETSTATIC -> move(size);
      case Opcodes.PUTSTATIC -> move(-size);
      case Opcodes.GETFIELD -> move(size - 1);
      default -> move(-size - 1);
    }
    plain &= begun || opcode == Opcodes.PUTFIELD; // an inner class's outer instance
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    call(descriptor, opcode == Opcodes.INVOKESTATIC);
    if (isConstructor && !begun) {
      plain &= name.equals("<init>") && depth == 0;
      begun = plain;
    }
  }

  @Override
  public void visitInvokeDynamicInsn(
      String name, String descriptor, Handle bootstrap, Object... arguments) {
    call(descriptor, true);
    plain &= begun;
  }

  private void call(String descriptor, boolean isStatic) {
    int sizes = Type.getArgumentsAndReturnSizes(descriptor);
    move((sizes & 3) - (sizes >> 2) + (isStatic ? 1 : 0));
  }

  @Override
  public void visitJumpInsn(int opcode, Label label) {
    move(DEPTHS.charAt(opcode) - 'E');
    plain &= begun;
    if (opcode == Opcodes.JSR) {
      trouble = "has subroutines";
      depth = UNKNOWN;
      return;
    }
    depths.put(label, depth);
    if (opcode == Opcodes.GOTO) {
      depth = UNKNOWN;
    }
  }

  @Override
  public void visitTableSwitchInsn(int min, int max, Label other, Label... labels) {
    branch(other, labels);
  }

  @Override
  public void visitLookupSwitchInsn(Label other, int[] keys, Label[] labels) {
    branch(other, labels);
  }

  private void branch(Label other, Label[] labels) {
    move(-1);
    plain &= begun;
    depths.put(other, depth);
    for (Label label : labels) {
      depths.put(label, depth);
    }
    depth = UNKNOWN;
  }

  @Override
  public void visitLabel(Label label) {
    plain &= begun || !guarded.contains(label);
    Integer known = depths.get(label);
    if (known != null) {
      depth = known;
    }
  }

  @Override
  public void visitTryCatchBlock(
      Label start, Label end, Label handler, @Nullable String exception) {
    depths.put(handler, 1); // told before any label is met
    guarded.add(start);
  }

  @Override
  public void visitLdcInsn(Object value) {
    boolean wide = value instanceof Long || value instanceof Double;
    move(wide ? 2 : 1);
    if (value instanceof ConstantDynamic dynamic) {
      move(dynamic.getSize() - 1);
      plain &= begun;
    }
  }

  @Override
  public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
    move(1 - dimensions);
    plain &= begun;
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    locals = Math.max(locals, maxLocals);
  }

  private void move(int by) {
    if (depth != UNKNOWN) {
      depth += by;
    }
  }

  private static final class Bodies extends ClassVisitor {
    private final Set<String> keys;
    private final Map<String, MethodBody> bodies;

    Bodies(Set<String> keys, Map<String, MethodBody> bodies) {
      super(Opcodes.ASM9);
      this.keys = keys;
      this.bodies = bodies;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      String key = Shape.key(name, descriptor);
      if (!keys.contains(key)) {
        return null;
      }
      MethodBody body = new MethodBody(access, name, descriptor);
      bodies.put(key, body);
      return body;
    }
  }
}
