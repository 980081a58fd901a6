package dev.diverge.agent.weave;

import dev.diverge.integrations.GuardedType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Weaves the guard into one class.
 *
 * <p>A class that is being loaded gets a field for the mark; one that is loaded already cannot, and
 * keeps its instances' marks in the agent's table. Nothing else differs, and no method is added
 * either way, so that both are one piece of code.
 */
public final class GuardWeaver extends ClassVisitor {

  static final String INITIALISER = "<clinit>()V";

  private static final int FIELD_ACCESS =
      Opcodes.ACC_PROTECTED | Opcodes.ACC_TRANSIENT | Opcodes.ACC_SYNTHETIC;

  private final GuardedType type;
  private final Shape shape;
  private final boolean loading;
  private final Mark mark;
  private final Marks marks;
  private final ResetCode reset;

  /** Where the marks of other guarded types are kept. */
  public interface Marks {
    /** Whether instances of {@code type} have the mark's field; false also if never loaded. */
    boolean inField(String type);
  }

  private GuardWeaver(
      ClassVisitor next, GuardedType type, Shape shape, boolean loading, Marks marks) {
    super(Opcodes.ASM9, next);
    this.type = type;
    this.shape = shape;
    this.loading = loading;
    this.marks = marks;
    this.mark = new Mark(loading ? type.name() : null, type.unset());
    this.reset = new ResetCode(type.name(), type.resets(), shape, loading);
  }

  /**
   * Weaves one class.
   *
   * @param loading whether the class is being loaded, not retransformed
   * @param missing takes what the class should have and has not
   * @return the woven class, or null if it must be left alone
   */
  public static byte @Nullable [] weave(
      byte[] classFile, GuardedType type, boolean loading, Marks marks, List<String> missing) {
    ClassReader reader = new ClassReader(classFile);
    Shape shape = Shape.of(reader);
    missing.addAll(missing(type, shape));
    if (!missing.isEmpty() && !usable(type, shape)) {
      return null;
    }
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    reader.accept(new GuardWeaver(writer, type, shape, loading, marks), ClassReader.EXPAND_FRAMES);
    return writer.toByteArray();
  }

  private static List<String> missing(GuardedType type, Shape shape) {
    List<String> missing = new ArrayList<>();
    collect(missing, type.made(), shape);
    collect(missing, type.madeIfSecure(), shape);
    collect(missing, type.drawn(), shape);
    collect(missing, type.seeded(), shape);
    collect(missing, type.salted(), shape);
    collect(missing, type.saltedCounters(), shape);
    collect(missing, type.checked(), shape);
    collect(missing, type.seeding(), shape);
    collect(missing, type.mixed(), shape);
    for (GuardedType.Child child : type.children()) {
      collect(missing, List.of(child.method()), shape);
    }
    if (type.isTrackedStatics()) {
      collect(missing, List.of(INITIALISER), shape);
    }
    collectUnlessAny(missing, type.noticed(), shape);
    String step = ResetCode.missing(type.resets(), shape);
    if (step != null) {
      missing.add(step);
    }
    if (type.engine() != null && shape.field(type.engine()) == null) {
      missing.add(type.engine());
    }
    return missing;
  }

  private static void collect(List<String> missing, List<String> methods, Shape shape) {
    for (String method : methods) {
      if (!shape.hasMethod(method) && !missing.contains(method)) {
        missing.add(method);
      }
    }
  }

  private static void collectUnlessAny(List<String> missing, List<String> methods, Shape shape) {
    for (String method : methods) {
      if (shape.hasMethod(method)) {
        return;
      }
    }
    collect(missing, methods, shape);
  }

  /** With draws, seeds or resets missing, half a guard would be worse than a reported absence. */
  private static boolean usable(GuardedType type, Shape shape) {
    List<String> needed = new ArrayList<>();
    collect(needed, type.drawn(), shape);
    collect(needed, type.seeded(), shape);
    collect(needed, type.mixed(), shape);
    return needed.isEmpty()
        && ResetCode.missing(type.resets(), shape) == null
        && (type.engine() == null || shape.field(type.engine()) != null);
  }

  @Override
  public FieldVisitor visitField(
      int access, String name, String descriptor, String signature, Object value) {
    boolean open = loading && reset.writes(name) && (access & Opcodes.ACC_STATIC) == 0;
    return super.visitField(
        open ? access & ~Opcodes.ACC_FINAL : access, name, descriptor, signature, value);
  }

  @Override
  public void visitEnd() {
    if (loading) {
      if (!type.drawn().isEmpty()) {
        super.visitField(FIELD_ACCESS, Mark.FIELD, "I", null, null);
      } else if (!type.checked().isEmpty()) {
        super.visitField(
            FIELD_ACCESS | Opcodes.ACC_STATIC | Opcodes.ACC_VOLATILE, Mark.FIELD, "I", null, null);
      }
    }
    super.visitEnd();
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] exceptions) {
    MethodVisitor code = super.visitMethod(access, name, descriptor, signature, exceptions);
    String key = Shape.key(name, descriptor);
    GuardedType.Child child = child(key);
    if (child != null || hasTail(key)) {
      code = tail(code, key, child);
    }
    if (type.checked().contains(key)) {
      code = new CheckedMethod(code, type.name(), mark, reset);
    }
    if (type.made().contains(key)) {
      code = new MadeMethod(code, type.name(), access, name, descriptor, mark, false);
    }
    if (type.madeIfSecure().contains(key)) {
      code = new MadeMethod(code, type.name(), access, name, descriptor, mark, true);
    }
    if (type.drawn().contains(key)) {
      code = new DrawnMethod(code, type.name(), access, name, descriptor, mark, reset);
    }
    return code;
  }

  private boolean hasTail(String key) {
    return type.salted().contains(key)
        || type.saltedCounters().contains(key)
        || type.seeded().contains(key)
        || type.seeding().contains(key)
        || type.mixed().contains(key)
        || type.noticed().contains(key)
        || (type.isTracked() && Shape.isConstructor(key))
        || (type.isTrackedStatics() && key.equals(INITIALISER));
  }

  private MethodVisitor tail(MethodVisitor code, String key, GuardedType.@Nullable Child child) {
    Shape.Field engine = type.engine() == null ? null : shape.field(type.engine());
    Mark childMark = mark;
    if (child != null && !child.type().equals(type.name())) {
      childMark = new Mark(marks.inField(child.type()) ? child.type() : null, 0);
    }
    return new TailMethod(
        code,
        type.name(),
        key,
        type,
        mark,
        engine == null ? "" : engine.descriptor(),
        child,
        childMark);
  }

  private GuardedType.@Nullable Child child(String key) {
    for (GuardedType.Child child : type.children()) {
      if (child.method().equals(key)) {
        return child;
      }
    }
    return null;
  }
}
