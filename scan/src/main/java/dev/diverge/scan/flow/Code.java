package dev.diverge.scan.flow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** The instructions of one method, side by side; used again for the next. */
final class Code extends MethodVisitor {

  /** Where a jump or a switch goes. */
  record Targets(List<Label> labels) {}

  /** A range whose exceptions are caught. */
  record Range(Label start, Label end, Label handler) {}

  int[] opcodes = new int[256];
  int[] operands = new int[256];
  @Nullable Object[] objects = new Object[256];
  int count;
  int maxLocals;
  int maxStack;
  final List<Targets> jumps = new ArrayList<>();
  final List<Range> ranges = new ArrayList<>();
  final List<String> annotations = new ArrayList<>();
  boolean isHopeless;

  Code() {
    super(Opcodes.ASM9);
  }

  void clear() {
    count = 0;
    jumps.clear();
    ranges.clear();
    annotations.clear();
    isHopeless = false;
    maxLocals = 0;
    maxStack = 0;
  }

  static int at(Label label) {
    return label.info instanceof Integer ? (Integer) label.info : -1;
  }

  Member member(int at) {
    return (Member) java.util.Objects.requireNonNull(objects[at]);
  }

  /** The type that an instruction names. */
  String text(int at) {
    return (String) java.util.Objects.requireNonNull(objects[at]);
  }

  private void jump(int opcode, List<Label> labels) {
    Targets targets = new Targets(labels);
    jumps.add(targets);
    add(opcode, 0, targets);
  }

  private void add(int opcode, int operand, @Nullable Object object) {
    if (count == opcodes.length) {
      opcodes = Arrays.copyOf(opcodes, 2 * count);
      operands = Arrays.copyOf(operands, 2 * count);
      objects = Arrays.copyOf(objects, 2 * count);
    }
    opcodes[count] = opcode;
    operands[count] = operand;
    objects[count++] = object;
  }

  @Override
  public org.objectweb.asm.@Nullable AnnotationVisitor visitAnnotation(
      String descriptor, boolean visible) {
    annotations.add(descriptor);
    return null;
  }

  @Override
  public void visitInsn(int opcode) {
    add(opcode, 0, null);
  }

  @Override
  public void visitIntInsn(int opcode, int operand) {
    add(opcode, operand, null);
  }

  @Override
  public void visitVarInsn(int opcode, int variable) {
    if (opcode == Opcodes.RET) {
      isHopeless = true;
    }
    add(opcode, variable, null);
  }

  @Override
  public void visitTypeInsn(int opcode, String type) {
    add(opcode, 0, type);
  }

  @Override
  public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
    add(opcode, 0, new Member(owner, name, descriptor, null));
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    add(opcode, 0, new Member(owner, name, descriptor, null));
  }

  @Override
  public void visitInvokeDynamicInsn(
      String name, String descriptor, Handle bootstrap, Object... arguments) {
    Handle lambda = null;
    if (bootstrap.getOwner().equals("java/lang/invoke/LambdaMetafactory")
        && arguments.length > 1
        && arguments[1] instanceof Handle) {
      lambda = (Handle) arguments[1];
    }
    add(Opcodes.INVOKEDYNAMIC, 0, new Member(bootstrap.getOwner(), name, descriptor, lambda));
  }

  @Override
  public void visitJumpInsn(int opcode, Label label) {
    if (opcode == Opcodes.JSR) {
      isHopeless = true;
    }
    jump(opcode, List.of(label));
  }

  @Override
  public void visitLabel(Label label) {
    label.info = count;
  }

  @Override
  public void visitLdcInsn(Object value) {
    boolean wide =
        value instanceof Long
            || value instanceof Double
            || (value instanceof ConstantDynamic dynamic
                && Type.getType(dynamic.getDescriptor()).getSize() == 2);
    add(Opcodes.LDC, wide ? 2 : 1, value);
  }

  @Override
  public void visitIincInsn(int variable, int increment) {
    add(Opcodes.IINC, variable, null);
  }

  @Override
  public void visitTableSwitchInsn(int min, int max, Label fallback, Label... labels) {
    visitLookupSwitchInsn(fallback, new int[0], labels);
  }

  @Override
  public void visitLookupSwitchInsn(Label fallback, int[] keys, Label[] labels) {
    Label[] all = Arrays.copyOf(labels, labels.length + 1);
    all[labels.length] = fallback;
    jump(Opcodes.LOOKUPSWITCH, List.of(all));
  }

  @Override
  public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
    add(Opcodes.MULTIANEWARRAY, dimensions, descriptor);
  }

  @Override
  public void visitTryCatchBlock(Label start, Label end, Label handler, @Nullable String type) {
    ranges.add(new Range(start, end, handler));
  }

  @Override
  public void visitMaxs(int stack, int locals) {
    maxStack = stack;
    maxLocals = locals;
  }
}
