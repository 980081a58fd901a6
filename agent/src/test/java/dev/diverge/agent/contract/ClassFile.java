package dev.diverge.agent.contract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What of a class file says with whom it agrees. */
final class ClassFile extends ClassVisitor {

  String name = "";
  boolean isPublic;

  /** The names of its own numbers. */
  final Set<String> numbers = new HashSet<>();

  /** The flags of its methods, by name and descriptor. */
  final Map<String, Integer> methods = new HashMap<>();

  /** Its code, method after method: constants as they are, fields by name, calls by owner. */
  final List<Object> code = new ArrayList<>();

  /** What it distinguishes by a switch. */
  final Set<Integer> cases = new HashSet<>();

  ClassFile(byte[] file) {
    super(Opcodes.ASM9);
    new ClassReader(file).accept(this, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
  }

  @Override
  public void visit(
      int version, int access, String name, String signature, String parent, String[] faces) {
    this.name = name;
    isPublic = (access & Opcodes.ACC_PUBLIC) != 0;
  }

  @Override
  public @Nullable FieldVisitor visitField(
      int access, String name, String descriptor, String signature, Object value) {
    if (value instanceof Integer) {
      numbers.add(name);
    }
    return null;
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] exceptions) {
    methods.put(name + descriptor, access);
    return new Code();
  }

  private final class Code extends MethodVisitor {

    Code() {
      super(Opcodes.ASM9);
    }

    @Override
    public void visitInsn(int opcode) {
      if (opcode >= Opcodes.ICONST_M1 && opcode <= Opcodes.ICONST_5) {
        code.add(opcode - Opcodes.ICONST_0);
      } else if (opcode == Opcodes.LCONST_0 || opcode == Opcodes.LCONST_1) {
        code.add((long) opcode - Opcodes.LCONST_0);
      } else {
        code.add("");
      }
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
      code.add(operand);
    }

    @Override
    public void visitLdcInsn(Object value) {
      code.add(value);
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
      code.add(name);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      code.add(owner + "." + name);
    }

    @Override
    public void visitTableSwitchInsn(int min, int max, Label other, Label... labels) {
      for (int at = min; at <= max; at++) {
        if (labels[at - min] != other) {
          cases.add(at);
        }
      }
    }

    @Override
    public void visitLookupSwitchInsn(Label other, int[] keys, Label[] labels) {
      for (int key : keys) {
        cases.add(key);
      }
    }
  }
}
