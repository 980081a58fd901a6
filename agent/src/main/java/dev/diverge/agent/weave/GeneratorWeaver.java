package dev.diverge.agent.weave;

import dev.diverge.agent.contract.GuardLayout;
import dev.diverge.agent.contract.GuardMethod;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Weaves any class of random numbers that has state of its own: whether an instance was made
 * without a seed is kept in a field, and what such a one draws is masked once there was a clone.
 * Neither the state nor the code of the class is touched, so that nothing need be known of it.
 */
public final class GeneratorWeaver extends ClassVisitor {

  private static final String FIELD = GuardLayout.UNSEEDED_FIELD;
  private static final String RANDOM = "java/util/Random";

  /** Those that make others of their state. */
  private static final Set<String> PARTING = Set.of("copy", "split", "jump", "longJump");

  private final String name;
  private final String constantly;
  private final Set<String> overwriting;
  private boolean concerned;

  private GeneratorWeaver(ClassVisitor next, String name, Seeds seeds) {
    super(Opcodes.ASM9, next);
    this.name = name;
    this.constantly = seeds.givesConstant ? "()V" : "";
    this.overwriting = seeds.overwriting;
  }

  /** The woven class, or null if it neither draws nor takes a seed. */
  public static byte @Nullable [] weave(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    Seeds seeds = new Seeds(reader.getClassName());
    reader.accept(seeds, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    boolean inherits =
        !reader.getSuperName().equals("java/lang/Object") && !reader.getSuperName().equals(RANDOM);
    if ((reader.getAccess() & Opcodes.ACC_INTERFACE) != 0 || !(seeds.hasState || inherits)) {
      return null;
    }
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    GeneratorWeaver weaver = new GeneratorWeaver(writer, reader.getClassName(), seeds);
    reader.accept(weaver, 0);
    return weaver.concerned ? writer.toByteArray() : null;
  }

  /** Whether it has our field, and must keep it when it is redefined. */
  public static boolean isWoven(Class<?> type) {
    try {
      return type.getDeclaredField(FIELD).isSynthetic();
    } catch (NoSuchFieldException | LinkageError lacks) {
      return false;
    }
  }

  /** Whether a constructor of an inner class takes no more than the instance around it. */
  public static boolean takesItsOuter(String type, String descriptor) {
    int outer = type.lastIndexOf('$');
    return outer > 0 && descriptor.equals("(L".concat(type.substring(0, outer)).concat(";)V"));
  }

  @Override
  public void visitEnd() {
    FieldVisitor field =
        visitField(
            Opcodes.ACC_PRIVATE | Opcodes.ACC_TRANSIENT | Opcodes.ACC_SYNTHETIC,
            FIELD,
            "I",
            null,
            null);
    field.visitEnd();
    super.visitEnd();
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] exceptions) {
    MethodVisitor code = super.visitMethod(access, name, descriptor, signature, exceptions);
    if ((access & (Opcodes.ACC_STATIC | Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) != 0) {
      return code;
    }
    if (name.equals("<init>")) {
      return new Made(code, descriptor);
    }
    if (isDraw(name, descriptor) && !overwriting.contains(name.concat(descriptor))) {
      concerned = true;
      return new Masked(code, name, descriptor);
    }
    if (descriptor.endsWith(")V") && !descriptor.equals("()V") && isSeed(name)) {
      concerned = true;
      return new Seeded(code);
    }
    return PARTING.contains(name) && descriptor.startsWith("()L") ? new Parted(code) : code;
  }

  private static boolean isSeed(String name) {
    return name.startsWith("setSeed")
        || name.startsWith("setState")
        || name.startsWith("restoreState")
        || name.startsWith("reSeed")
        || name.startsWith("reseed")
        || name.equals("seed");
  }

  private static boolean isDraw(String name, String descriptor) {
    return switch (name) {
      case "next" ->
          descriptor.equals("()I") || descriptor.equals("()J") || descriptor.equals("(I)I");
      case "nextInt" -> descriptor.equals("()I") || descriptor.equals("(I)I");
      case "nextLong" -> descriptor.equals("()J") || descriptor.equals("(J)J");
      case "nextDouble", "nextGaussian" -> descriptor.equals("()D");
      case "nextFloat" -> descriptor.equals("()F");
      case "nextBoolean" -> descriptor.equals("()Z");
      case "nextBytes" -> descriptor.equals("([B)V");
      default -> false;
    };
  }

  /** What masks a draw, as {@link #isDraw} knows them. */
  private static GuardMethod mask(String name, String descriptor) {
    return switch (descriptor) {
      case "()J" -> GuardMethod.MASKED_LONG;
      case "(J)J" -> GuardMethod.MASKED_LONG_BELOW;
      case "(I)I" -> name.equals("next") ? GuardMethod.MASKED_BITS : GuardMethod.MASKED_INT_BELOW;
      case "()D" ->
          name.equals("nextGaussian") ? GuardMethod.MASKED_GAUSSIAN : GuardMethod.MASKED_DOUBLE;
      case "()F" -> GuardMethod.MASKED_FLOAT;
      case "()Z" -> GuardMethod.MASKED_BOOLEAN;
      case "([B)V" -> GuardMethod.MASKED_BYTES;
      default -> GuardMethod.MASKED_INT;
    };
  }

  private void get(MethodVisitor code) {
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitFieldInsn(Opcodes.GETFIELD, name, FIELD, "I");
  }

  /** Whether it has state of its own, and whether it seeds itself with a constant. */
  private static final class Seeds extends ClassVisitor {

    static final Set<String> STATE =
        Set.of(
            "J",
            "I",
            "[J",
            "[I",
            "[B",
            "S",
            "[S",
            "D",
            "[D",
            "Ljava/util/concurrent/atomic/AtomicLong;",
            "Ljava/util/concurrent/atomic/AtomicInteger;",
            "Ljava/util/concurrent/atomic/AtomicLongArray;",
            "Ljava/util/concurrent/atomic/AtomicIntegerArray;",
            "Ljava/util/concurrent/atomic/AtomicReference;",
            "Ljava/util/concurrent/atomic/AtomicStampedReference;",
            "Ljava/nio/LongBuffer;",
            "Ljava/nio/IntBuffer;",
            "Ljava/nio/ByteBuffer;",
            "Ljava/math/BigInteger;");

    private final String name;
    private boolean hasState;
    private boolean givesConstant;

    /** Those that write over what they were called with, which the mask would need. */
    private final Set<String> overwriting = new HashSet<>();

    Seeds(String name) {
      super(Opcodes.ASM9);
      this.name = name;
    }

    /** A class within this one, which some put their state into. */
    private boolean isNested(String descriptor) {
      return descriptor.startsWith(name, 1) && descriptor.startsWith("$", name.length() + 1);
    }

    @Override
    public @Nullable FieldVisitor visitField(
        int access, String name, String descriptor, String signature, Object value) {
      boolean isState = STATE.contains(descriptor) || isNested(descriptor);
      hasState |= (access & Opcodes.ACC_STATIC) == 0 && value == null && isState;
      return null;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      if (name.equals("<init>") && descriptor.equals("()V")) {
        return new Constant();
      }
      return isDraw(name, descriptor) && !descriptor.startsWith("()")
          ? new Overwriting(name.concat(descriptor))
          : null;
    }

    private final class Overwriting extends MethodVisitor {

      private final String key;

      Overwriting(String key) {
        super(Opcodes.ASM9);
        this.key = key;
      }

      @Override
      public void visitVarInsn(int opcode, int slot) {
        if (slot == 1 && opcode >= Opcodes.ISTORE) {
          overwriting.add(key);
        }
      }

      @Override
      public void visitIincInsn(int slot, int increment) {
        if (slot == 1) {
          overwriting.add(key);
        }
      }
    }

    /** {@code this(42)}: its sequence is the same in every JVM, and somebody's. */
    private final class Constant extends MethodVisitor {

      private int constants;
      private boolean begun;

      Constant() {
        super(Opcodes.ASM9);
      }

      @Override
      public void visitInsn(int opcode) {
        count(opcode <= Opcodes.DCONST_1);
      }

      @Override
      public void visitIntInsn(int opcode, int operand) {
        count(opcode != Opcodes.NEWARRAY);
      }

      @Override
      public void visitLdcInsn(Object value) {
        count(true);
      }

      @Override
      public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
        count(false);
      }

      @Override
      public void visitMethodInsn(
          int opcode, String owner, String called, String descriptor, boolean isInterface) {
        if (!begun && called.equals("<init>") && owner.equals(name)) {
          givesConstant = constants == 1;
        }
        begun = true;
      }

      private void count(boolean constant) {
        constants += begun ? 0 : constant ? 1 : 2;
      }
    }
  }

  /** A constructor. */
  private final class Made extends MethodVisitor {

    private static final String SECURE = "(Ljava/security/SecureRandom;)V";
    private static final Set<String> SOURCES =
        Set.of(SECURE, "(Ljava/util/Random;)V", "(Ljava/util/random/RandomGenerator;)V");

    private final boolean unseeded;
    private boolean hasSource;

    Made(MethodVisitor next, String descriptor) {
      super(Opcodes.ASM9, next);
      this.unseeded =
          (descriptor.equals("()V") && !descriptor.equals(constantly))
              || takesItsOuter(name, descriptor);
      this.hasSource = SOURCES.contains(descriptor);
    }

    @Override
    public void visitVarInsn(int opcode, int slot) {
      hasSource &= slot != 1 || opcode == Opcodes.ALOAD;
      super.visitVarInsn(opcode, slot);
    }

    @Override
    public void visitInsn(int opcode) {
      if (opcode == Opcodes.RETURN) {
        mv.visitVarInsn(Opcodes.ALOAD, 0);
        get(mv);
        mv.visitVarInsn(Opcodes.ALOAD, 0);
        mv.visitInsn(unseeded || hasSource ? Opcodes.ICONST_1 : Opcodes.ICONST_0);
        if (hasSource) {
          mv.visitVarInsn(Opcodes.ALOAD, 1);
        } else {
          mv.visitInsn(Opcodes.ACONST_NULL);
        }
        Mark.guard(mv, GuardMethod.CONSTRUCTED);
        mv.visitFieldInsn(Opcodes.PUTFIELD, name, FIELD, "I");
      }
      super.visitInsn(opcode);
    }
  }

  /** The user gives a seed. */
  private static final class Seeded extends MethodVisitor {

    Seeded(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitInsn(int opcode) {
      if (opcode == Opcodes.RETURN) {
        mv.visitVarInsn(Opcodes.ALOAD, 0);
        Mark.guard(mv, GuardMethod.SEEDED_GENERATOR);
      }
      super.visitInsn(opcode);
    }
  }

  /** Another one comes of this one's state. */
  private static final class Parted extends MethodVisitor {

    Parted(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitInsn(int opcode) {
      if (opcode == Opcodes.ARETURN) {
        mv.visitInsn(Opcodes.DUP);
        mv.visitVarInsn(Opcodes.ALOAD, 0);
        Mark.guard(mv, GuardMethod.PARTED);
      }
      super.visitInsn(opcode);
    }
  }

  /** A draw. */
  private final class Masked extends MethodVisitor {

    private final GuardMethod mask;
    private final int argument;

    Masked(MethodVisitor next, String drawn, String descriptor) {
      super(Opcodes.ASM9, next);
      char first = descriptor.charAt(1);
      this.argument =
          first == ')'
              ? Opcodes.NOP
              : first == 'I' ? Opcodes.ILOAD : first == 'J' ? Opcodes.LLOAD : Opcodes.ALOAD;
      this.mask = mask(drawn, descriptor);
    }

    @Override
    public void visitInsn(int opcode) {
      if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
        if (argument != Opcodes.NOP) {
          mv.visitVarInsn(argument, 1);
        }
        get(mv);
        Mark.guard(mv, mask);
      }
      super.visitInsn(opcode);
    }
  }
}
