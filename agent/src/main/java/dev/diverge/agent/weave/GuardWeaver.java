package dev.diverge.agent.weave;

import dev.diverge.agent.contract.GuardLayout;
import dev.diverge.agent.contract.GuardMethod;
import dev.diverge.integrations.MethodUse;
import dev.diverge.integrations.MethodUse.Use;
import dev.diverge.integrations.Reset;
import dev.diverge.integrations.SensitiveType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  private static final String INITIALISER = "<clinit>()V";

  private static final int FIELD_ACCESS = Opcodes.ACC_TRANSIENT | Opcodes.ACC_SYNTHETIC;

  private final SensitiveType type;
  private final Shape shape;
  private final boolean loading;
  private final Mark mark;
  private final Marks marks;
  private final DrawnState instance;
  private final DrawnState statics;
  private final List<String> made;
  private final List<String> drawn;
  private final List<String> checked;
  private final List<String> noticed;
  private final List<String> borrowing;
  private final List<String> makes;
  private final Map<String, MethodBody> bodies;

  /** Where the marks of other guarded types are kept. */
  public interface Marks {
    /** Whether instances of {@code type} have the mark's field; false also if never loaded. */
    boolean inField(String type);
  }

  private GuardWeaver(
      ClassVisitor next,
      ClassReader reader,
      SensitiveType type,
      Shape shape,
      boolean loading,
      Marks marks) {
    super(Opcodes.ASM9, next);
    this.type = type;
    this.shape = shape;
    this.loading = loading;
    this.marks = marks;
    this.mark = new Mark(loading && !shape.isInterface() ? type.name() : null, type.unset());
    this.drawn = resolve(type.methods(Use.DRAWN), shape);
    this.checked = resolve(type.methods(Use.CHECKED), shape);
    this.noticed = resolve(type.methods(Use.NOTICED), shape);
    this.borrowing = resolve(type.methods(Use.BORROWING), shape);
    this.makes = resolve(type.methods(Use.MAKES), shape);
    if (type.isTracked()) {
      noticed.addAll(shape.resolve("<init>")); // so that only instances of earlier epochs are reset
    }
    this.made =
        !type.has(Use.MADE) && !drawn.isEmpty() && !type.isExemptUnlessMade()
            ? shape.resolve("<init>")
            : resolve(type.methods(Use.MADE), shape);
    boolean instances = type.has(Use.DRAWN);
    boolean each = instances && !type.instances().isEmpty();
    this.instance =
        new DrawnState(mark, new ResetCode(shape, type.resets(), loading, each), shape, false);
    List<Reset> resets = instances ? List.of() : type.resets();
    boolean all = !type.statics().isEmpty();
    this.statics = new DrawnState(mark, new ResetCode(shape, resets, loading, all), shape, true);
    this.bodies = MethodBody.of(reader, read());
  }

  /** The methods that are given variables of their own. */
  private Set<String> read() {
    Set<String> keys = new HashSet<>(made);
    keys.addAll(type.methods(Use.MADE_IF_SECURE));
    keys.addAll(type.methods(Use.MIXED));
    keys.addAll(drawn);
    keys.addAll(checked);
    return keys;
  }

  private static List<String> resolve(List<String> methods, Shape shape) {
    List<String> resolved = new ArrayList<>();
    for (String method : methods) {
      resolved.addAll(shape.resolve(method));
    }
    return resolved;
  }

  /**
   * Weaves one class.
   *
   * @param loading whether the class is being loaded, not retransformed
   * @param missing takes what the class should have and has not
   * @return the woven class, or null if it must be left alone
   */
  public static byte @Nullable [] weave(
      byte[] classFile, SensitiveType type, boolean loading, Marks marks, List<String> missing) {
    ClassReader reader = new ClassReader(classFile);
    Shape shape = Shape.of(reader);
    missing.addAll(missing(type, shape));
    if (!missing.isEmpty() && !usable(type, shape)) {
      return null;
    }
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    reader.accept(
        new GuardWeaver(
            telling(writer, reader, type, shape, loading), reader, type, shape, loading, marks),
        ClassReader.EXPAND_FRAMES);
    return writer.toByteArray();
  }

  /** What is tracked tells of itself; a loaded class cannot be given an initialiser any more. */
  private static ClassVisitor telling(
      ClassWriter writer, ClassReader reader, SensitiveType type, Shape shape, boolean loading) {
    boolean statics = type.isTrackedStatics() && (loading || !shape.resolve(INITIALISER).isEmpty());
    return statics || type.isTracked()
        ? new MemberWeaver(writer, reader, shape, Set.of(), statics, type.isTracked())
        : writer;
  }

  private static List<String> missing(SensitiveType type, Shape shape) {
    List<String> missing = new ArrayList<>();
    for (Use use : Use.values()) {
      if (use == Use.NOTICED || use == Use.BORROWING) {
        collectUnlessAny(missing, type.methods(use), shape);
      } else {
        collect(missing, type.methods(use), shape);
      }
    }
    String step = ResetCode.missing(type.resets(), shape);
    if (step != null) {
      missing.add(step);
    }
    if (type.engine() != null && shape.field(type.engine()) == null) {
      missing.add(type.engine());
    }
    return missing;
  }

  /** Of methods given by their names alone, one is enough: versions differ. */
  private static void collect(List<String> missing, List<String> methods, Shape shape) {
    boolean named = false;
    for (String method : methods) {
      named |= method.indexOf('(') < 0 && !shape.resolve(method).isEmpty();
    }
    for (String method : methods) {
      boolean absent = shape.resolve(method).isEmpty() && !(named && method.indexOf('(') < 0);
      if (absent && !missing.contains(method)) {
        missing.add(method);
      }
    }
  }

  private static void collectUnlessAny(List<String> missing, List<String> methods, Shape shape) {
    for (String method : methods) {
      if (!shape.resolve(method).isEmpty()) {
        return;
      }
    }
    collect(missing, methods, shape);
  }

  /** With draws, seeds or resets missing, half a guard would be worse than a reported absence. */
  private static boolean usable(SensitiveType type, Shape shape) {
    List<String> needed = new ArrayList<>();
    collect(needed, type.methods(Use.DRAWN), shape);
    collect(needed, type.methods(Use.CHECKED), shape);
    collect(needed, type.methods(Use.SEEDED), shape);
    collect(needed, type.methods(Use.MIXED), shape);
    return needed.isEmpty()
        && ResetCode.missing(type.resets(), shape) == null
        && (type.engine() == null || shape.field(type.engine()) != null);
  }

  @Override
  public FieldVisitor visitField(
      int access, String name, String descriptor, String signature, Object value) {
    boolean open = loading && instance.reset().writes(name) && (access & Opcodes.ACC_STATIC) == 0;
    return super.visitField(
        open ? access & ~Opcodes.ACC_FINAL : access, name, descriptor, signature, value);
  }

  @Override
  public void visitEnd() {
    if (mark.owner() != null) {
      if (!drawn.isEmpty()) {
        // Private ones leave the default serialVersionUID as it is.
        int access = hasChildren() ? Opcodes.ACC_PROTECTED : Opcodes.ACC_PRIVATE;
        super.visitField(FIELD_ACCESS | access, GuardLayout.MARK_FIELD, "I", null, null);
      }
      if (!checked.isEmpty()) {
        super.visitField(
            FIELD_ACCESS | Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_VOLATILE,
            GuardLayout.STATIC_MARK_FIELD,
            "I",
            null,
            null);
      }
    }
    super.visitEnd();
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] exceptions) {
    MethodVisitor code = super.visitMethod(access, name, descriptor, signature, exceptions);
    String key = Shape.key(name, descriptor);
    MethodUse child = child(key);
    if (child != null || hasTail(key)) {
      code = tail(code, (access & Opcodes.ACC_STATIC) != 0, key, child);
    }
    if (makes.contains(key)) {
      code = new MakingMethod(code, (access & Opcodes.ACC_STATIC) != 0, descriptor);
    }
    if (type.has(Use.CARRYING, key)) {
      code = new CarryingMethod(code, mark);
    }
    MethodBody body = bodies.get(key);
    return body == null ? code : with(body, code, access, name, descriptor);
  }

  private boolean hasChildren() {
    for (MethodUse one : type.uses()) {
      if (one.use().isChild()) {
        return true;
      }
    }
    return false;
  }

  private MethodVisitor with(
      MethodBody body, MethodVisitor code, int access, String name, String descriptor) {
    String key = Shape.key(name, descriptor);
    int slot = body.locals() + MemberWeaver.VARIABLES;
    // What a constructor was made in is told to the frames of what comes later in it.
    MethodVisitor woven = code;
    boolean ifSecure = type.has(Use.MADE_IF_SECURE, key);
    if (ifSecure || made.contains(key)) {
      MarkedMethod method =
          new MadeMethod(woven, shape, access, name, descriptor, body, slot, mark, ifSecure);
      slot += method.size();
      woven = method;
    }
    if (type.has(Use.MIXED, key)) {
      MarkedMethod method =
          new MixedMethod(woven, type, shape, access, name, descriptor, body, slot);
      slot += method.size();
      woven = method;
    }
    if (checked.contains(key)) {
      MarkedMethod method =
          new DrawnMethod(woven, shape, access, name, descriptor, body, slot, statics);
      slot += method.size();
      woven = method;
    }
    if (drawn.contains(key) && (access & Opcodes.ACC_STATIC) == 0) {
      woven = new DrawnMethod(woven, shape, access, name, descriptor, body, slot, instance);
    }
    return woven;
  }

  private boolean hasTail(String key) {
    for (MethodUse one : type.uses()) {
      if (one.method().equals(key) && isTail(one.use())) {
        return true;
      }
    }
    return awaited(key) != null;
  }

  private static boolean isTail(Use use) {
    return use == Use.SALTED
        || use == Use.SALTED_COUNTER
        || use == Use.SEEDED
        || use == Use.SEEDING
        || use == Use.BLENDED
        || use == Use.BLENDING
        || use == Use.AGED;
  }

  /** The guard's method that waits for what this one builds on. */
  private @Nullable GuardMethod awaited(String key) {
    return borrowing.contains(key) || (noticed.contains(key) && type.isResetByCode())
        ? GuardMethod.EMPTIED
        : noticed.contains(key) ? GuardMethod.SETTLED : null;
  }

  private MethodVisitor tail(
      MethodVisitor code, boolean isStatic, String key, @Nullable MethodUse child) {
    Shape.Field engine = type.engine() == null ? null : shape.field(type.engine());
    Mark childMark = mark;
    if (child != null && !child.type().equals(type.name())) {
      childMark = new Mark(marks.inField(child.type()) ? child.type() : null, 0);
    }
    return new TailMethod(
        code,
        type.name(),
        isStatic,
        key,
        type,
        awaited(key),
        mark,
        engine == null ? "" : engine.descriptor(),
        child,
        childMark);
  }

  private @Nullable MethodUse child(String key) {
    for (MethodUse one : type.uses()) {
      if (one.use().isChild() && one.method().equals(key)) {
        return one;
      }
    }
    return null;
  }
}
