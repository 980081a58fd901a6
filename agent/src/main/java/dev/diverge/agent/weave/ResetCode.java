package dev.diverge.agent.weave;

import dev.diverge.agent.contract.GuardMethod;
import dev.diverge.integrations.Reset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The steps of a reset, as bytecode in a method of the class they reset. */
final class ResetCode {

  private final String owner;
  private final List<Reset> steps;
  private final Shape shape;
  private final boolean finalsAreOpen;
  private final boolean described;

  /**
   * The code of these steps.
   *
   * @param finalsAreOpen whether final instance fields have lost that flag, which takes a class
   *     that is still being loaded
   * @param described whether there are steps as well that the agent does by reflection
   */
  ResetCode(Shape shape, List<Reset> steps, boolean finalsAreOpen, boolean described) {
    this.owner = shape.name();
    this.steps = steps;
    this.shape = shape;
    this.finalsAreOpen = finalsAreOpen;
    this.described = described;
  }

  /** The first step whose member the class does not have, or null. */
  static @Nullable String missing(List<Reset> steps, Shape shape) {
    for (Reset step : steps) {
      boolean there =
          step.operation() == Reset.Operation.CALL
              ? shape.takesBytes(step.field())
              : shape.field(step.field()) != null;
      if (!there) {
        return step.field();
      }
      if (step.lock() != null && shape.field(step.lock()) == null) {
        return step.lock();
      }
    }
    return null;
  }

  /** Whether a reset writes this field, so that it must not stay final. */
  boolean writes(String field) {
    for (Reset step : steps) {
      if (step.field().equals(field)
          && (step.operation() == Reset.Operation.FRESH
              || step.operation() == Reset.Operation.CLEAR)) {
        return true;
      }
    }
    return false;
  }

  /**
   * For the instance in local variable 0.
   *
   * @param failed where to go on if the agent's part of it failed
   */
  void emit(MethodVisitor code, Label failed) {
    steps(code);
    if (described) {
      code.visitVarInsn(Opcodes.ALOAD, 0);
      agent(code, failed);
    }
  }

  /**
   * For the class's statics.
   *
   * @param failed where to go on if the agent's part of it failed
   */
  void emitStatic(MethodVisitor code, Label failed) {
    steps(code);
    if (described) {
      ClassConstant.push(code, shape);
      agent(code, failed);
    }
  }

  private void agent(MethodVisitor code, Label failed) {
    code.visitLdcInsn(owner);
    Mark.guard(code, GuardMethod.RESET);
    code.visitJumpInsn(Opcodes.IFEQ, failed);
  }

  private void steps(MethodVisitor code) {
    for (Reset step : steps) {
      if (step.lock() != null) {
        clearUnder(code, step.lock(), step.field());
      } else {
        emit(code, step);
      }
    }
  }

  private void emit(MethodVisitor code, Reset step) {
    switch (step.operation()) {
      case CALL -> {
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitIntInsn(Opcodes.BIPUSH, step.count());
        Mark.guard(code, GuardMethod.FRESH);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, owner, step.field(), "([B)V", false);
      }
      case CLEAR -> {
        Shape.Field field = field(step.field());
        if (field.isFinal() && !finalsAreOpen) {
          return; // of a class that was loaded before the agent: it cannot be reset
        }
        target(code, field);
        code.visitInsn(field.isReference() ? Opcodes.ACONST_NULL : Opcodes.ICONST_0);
        put(code, step.field(), field);
      }
      case FRESH_ATOMIC -> {
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitFieldInsn(
            Opcodes.GETFIELD, owner, step.field(), field(step.field()).descriptor());
        Mark.guard(code, GuardMethod.FRESH_LONG);
        code.visitIntInsn(Opcodes.BIPUSH, 64 - step.count());
        code.visitInsn(Opcodes.LUSHR);
        code.visitMethodInsn(
            Opcodes.INVOKEVIRTUAL, "java/util/concurrent/atomic/AtomicLong", "set", "(J)V", false);
      }
      case FRESH -> fresh(code, step);
    }
  }

  private void fresh(MethodVisitor code, Reset step) {
    Shape.Field field = field(step.field());
    if (field.descriptor().equals("[J")) {
      target(code, field);
      code.visitFieldInsn(
          field.isStatic() ? Opcodes.GETSTATIC : Opcodes.GETFIELD, owner, step.field(), "[J");
      Mark.guard(code, GuardMethod.FRESH_LONGS);
      return;
    }
    if (field.isFinal() && !finalsAreOpen) {
      return; // a parameter of the generator: the rest of its state is fresh
    }
    target(code, field);
    Mark.guard(code, GuardMethod.FRESH_LONG);
    if (step.through() != null) {
      code.visitMethodInsn(Opcodes.INVOKESTATIC, owner, step.through(), "(J)J", false);
    }
    if (field.descriptor().equals("I")) {
      code.visitInsn(Opcodes.L2I);
    }
    put(code, step.field(), field);
  }

  private Shape.Field field(String name) {
    Shape.Field field = shape.field(name);
    if (field == null) {
      throw new IllegalStateException(name);
    }
    return field;
  }

  private static void target(MethodVisitor code, Shape.Field field) {
    if (!field.isStatic()) {
      code.visitVarInsn(Opcodes.ALOAD, 0);
    }
  }

  private void put(MethodVisitor code, String name, Shape.Field field) {
    code.visitFieldInsn(
        field.isStatic() ? Opcodes.PUTSTATIC : Opcodes.PUTFIELD, owner, name, field.descriptor());
  }

  /**
   * A monitor in the method itself would have to be released on every exceptional way out too, or
   * no JIT compiles the method (a NativePRNG was four times slower for it): the guard takes it.
   */
  private void clearUnder(MethodVisitor code, String lock, String field) {
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitFieldInsn(Opcodes.GETFIELD, owner, lock, field(lock).descriptor());
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitLdcInsn(field);
    Mark.guard(code, GuardMethod.CLEAR_UNDER);
  }
}
