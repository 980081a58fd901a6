package dev.diverge.agent.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.integrations.SensitiveType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What javac would not write, and the JVM takes: it still does when it is woven. */
class OddShapesTest {

  private static final String NAME = "shapes/Odd";
  private static final int STATIC = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;

  private static void checked(SensitiveType type) {
    type.checked("draw").onClone(statics -> statics.run((state, fresh) -> {}));
  }

  private static void made(SensitiveType type) {
    type.checked("<init>").onClone(statics -> statics.run((state, fresh) -> {}));
  }

  private final List<String> seen = new ArrayList<>();

  @BeforeEach
  void cloneOnceInEachMethod() {
    TestGuard.expect(
        state -> seen.add("reset"),
        () -> {
          seen.add("midway");
          if (seen.size() == 1 || seen.equals(List.of("reset", "midway"))) {
            TestGuard.cloned();
          }
        });
  }

  private static ClassWriter begun(int version, int access, String superName) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(version, access, NAME, null, superName, null);
    return writer;
  }

  private static ClassWriter begun(int version) {
    return begun(version, Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER, "java/lang/Object");
  }

  private static MethodVisitor method(ClassWriter writer, int access, String name, String type) {
    MethodVisitor code = writer.visitMethod(access, name, type, null, null);
    code.visitCode();
    return code;
  }

  private static byte[] done(ClassWriter writer, MethodVisitor code) {
    code.visitMaxs(0, 0);
    code.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static void midway(MethodVisitor code) {
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC, TestGuard.class.getName().replace('.', '/'), "midway", "()V", false);
  }

  private static Object draw(byte[] classFile, Object... arguments) throws Exception {
    Class<?> woven = Loom.woven(classFile, OddShapesTest::checked);
    for (Method method : woven.getMethods()) {
      if (method.getName().equals("draw")) {
        return method.invoke(null, arguments);
      }
    }
    throw new NoSuchMethodException();
  }

  private void assertDrawnTwice() {
    assertEquals(2, seen.stream().filter("midway"::equals).count(), seen.toString());
  }

  /** A wide value that begins in the argument's variable and ends behind it. */
  @ParameterizedTest
  @ValueSource(ints = {Opcodes.V1_6, Opcodes.V1_8, Opcodes.V17})
  void slotReusedForWideValue(int version) throws Exception {
    ClassWriter writer = begun(version);
    MethodVisitor code = method(writer, STATIC, "draw", "(I)J");
    Label end = new Label();
    code.visitVarInsn(Opcodes.ILOAD, 0);
    code.visitInsn(Opcodes.I2L);
    code.visitVarInsn(Opcodes.LSTORE, 0);
    midway(code);
    code.visitVarInsn(Opcodes.LLOAD, 0);
    code.visitInsn(Opcodes.L2I);
    code.visitJumpInsn(Opcodes.IFEQ, end);
    code.visitVarInsn(Opcodes.LLOAD, 0);
    code.visitInsn(Opcodes.LRETURN);
    code.visitLabel(end);
    code.visitFrame(Opcodes.F_NEW, 1, new Object[] {Opcodes.LONG}, 0, new Object[0]);
    code.visitVarInsn(Opcodes.LLOAD, 0);
    code.visitInsn(Opcodes.LRETURN);
    assertEquals(7L, draw(done(writer, code), 7));
    assertDrawnTwice();
  }

  /** Another type in an argument's variable, also where the method returns. */
  @Test
  void slotReusedForAnotherType() throws Exception {
    ClassWriter writer = begun(Opcodes.V1_8);
    MethodVisitor code = method(writer, STATIC, "draw", "(Ljava/lang/String;J)I");
    Label end = new Label();
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/String", "length", "()I", false);
    code.visitVarInsn(Opcodes.ISTORE, 0);
    code.visitVarInsn(Opcodes.LLOAD, 1);
    code.visitInsn(Opcodes.L2I);
    code.visitVarInsn(Opcodes.ISTORE, 2); // the second half of the long
    midway(code);
    code.visitVarInsn(Opcodes.ILOAD, 0);
    code.visitJumpInsn(Opcodes.IFEQ, end);
    code.visitVarInsn(Opcodes.ILOAD, 0);
    code.visitVarInsn(Opcodes.ILOAD, 2);
    code.visitInsn(Opcodes.IADD);
    code.visitInsn(Opcodes.IRETURN);
    code.visitLabel(end);
    code.visitFrame(Opcodes.F_NEW, 0, new Object[0], 0, new Object[0]);
    code.visitInsn(Opcodes.ICONST_M1);
    code.visitInsn(Opcodes.IRETURN);
    assertEquals(13, draw(done(writer, code), "abc", 10L));
    assertDrawnTwice();
  }

  /** Shrinkers leave out of frames what is not used any more, the instance included. */
  @Test
  void framesThatForgot() throws Exception {
    ClassWriter writer = begun(Opcodes.V1_8);
    MethodVisitor code = method(writer, Opcodes.ACC_PUBLIC, "<init>", "(I)V");
    Label end = new Label();
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    midway(code);
    code.visitVarInsn(Opcodes.ILOAD, 1);
    code.visitJumpInsn(Opcodes.IFEQ, end);
    code.visitInsn(Opcodes.RETURN);
    code.visitLabel(end);
    code.visitFrame(Opcodes.F_NEW, 0, new Object[0], 0, new Object[0]);
    code.visitInsn(Opcodes.RETURN);
    byte[] classFile = done(writer, code);
    Loom.woven(classFile, OddShapesTest::made).getConstructor(int.class).newInstance(0);
    assertDrawnTwice();
    Object made =
        Loom.woven(classFile, SensitiveType::tracked).getConstructor(int.class).newInstance(0);
    assertEquals(List.of(made), TestGuard.born);
  }

  /** The instance's own variable is written over once it is not used any more. */
  @Test
  void instanceWrittenOver() throws Exception {
    ClassWriter writer = begun(Opcodes.V1_8);
    MethodVisitor code = method(writer, Opcodes.ACC_PUBLIC, "<init>", "()V");
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    code.visitInsn(Opcodes.LCONST_1);
    code.visitVarInsn(Opcodes.LSTORE, 0);
    midway(code);
    code.visitInsn(Opcodes.RETURN);
    byte[] classFile = done(writer, code);
    Loom.woven(classFile, OddShapesTest::made).getConstructor().newInstance();
    assertDrawnTwice();
    Object made = Loom.woven(classFile, SensitiveType::tracked).getConstructor().newInstance();
    assertEquals(List.of(made), TestGuard.born);
  }

  /** Before frames, class constants and static initialisers of interfaces were as they are. */
  @ParameterizedTest
  @ValueSource(ints = {45, 46, 47, 48, 49, 50, 51, 52, 61})
  void versions(int version) throws Exception {
    ClassWriter writer = begun(version);
    MethodVisitor code = method(writer, STATIC, "draw", "(I)I");
    Label loop = new Label();
    Label end = new Label();
    code.visitLabel(loop);
    if (version >= Opcodes.V1_6) {
      code.visitFrame(Opcodes.F_NEW, 1, new Object[] {Opcodes.INTEGER}, 0, new Object[0]);
    }
    code.visitVarInsn(Opcodes.ILOAD, 0);
    code.visitJumpInsn(Opcodes.IFEQ, end);
    code.visitIincInsn(0, -1);
    code.visitJumpInsn(Opcodes.GOTO, loop);
    code.visitLabel(end);
    if (version >= Opcodes.V1_6) {
      code.visitFrame(Opcodes.F_NEW, 1, new Object[] {Opcodes.INTEGER}, 0, new Object[0]);
    }
    midway(code);
    code.visitVarInsn(Opcodes.ILOAD, 0);
    code.visitInsn(Opcodes.IRETURN);
    byte[] classFile = done(writer, code);
    assertEquals(0, draw(classFile, 3));
    assertDrawnTwice();
    Class<?> told = Loom.woven(classFile, SensitiveType::trackedStatics);
    assertEquals(List.of(told), TestGuard.born);
  }

  /** Old compilers wrote finally as a subroutine; what returns there cannot be repeated. */
  @Test
  void subroutines() throws Exception {
    ClassWriter writer = begun(Opcodes.V1_4);
    MethodVisitor code = method(writer, STATIC, "draw", "()I");
    Label routine = new Label();
    code.visitJumpInsn(Opcodes.JSR, routine);
    code.visitInsn(Opcodes.ICONST_1);
    code.visitInsn(Opcodes.IRETURN);
    code.visitLabel(routine);
    code.visitVarInsn(Opcodes.ASTORE, 0);
    midway(code);
    code.visitVarInsn(Opcodes.RET, 0);
    byte[] classFile = done(writer, code);
    assertThrows(Unweavable.class, () -> Loom.woven(classFile, OddShapesTest::checked));
    Class<?> told = Loom.woven(classFile, SensitiveType::trackedStatics);
    assertEquals(1, told.getMethod("draw").invoke(null));
  }

  @Test
  void valuesLeftOnTheStack() throws Exception {
    ClassWriter writer = begun(Opcodes.V1_8);
    MethodVisitor code = method(writer, STATIC, "draw", "()I");
    code.visitInsn(Opcodes.LCONST_1);
    code.visitInsn(Opcodes.ICONST_1);
    code.visitInsn(Opcodes.IRETURN);
    byte[] classFile = done(writer, code);
    Unweavable thrown =
        assertThrows(Unweavable.class, () -> Loom.woven(classFile, OddShapesTest::checked));
    assertEquals("draw()I returns with values left on its stack", thrown.toString());
  }

  /** A loop, and a choice of the superclass's constructor's arguments, before it is called. */
  @Test
  void constructorThatLoopsBeforeTheOtherOne() throws Exception {
    ClassWriter writer =
        begun(Opcodes.V17, Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER, "java/util/ArrayList");
    writer.visitField(Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL, "own", "I", null, null);
    MethodVisitor code = method(writer, Opcodes.ACC_PUBLIC, "<init>", "(I)V");
    Object[] frame = {Opcodes.UNINITIALIZED_THIS, Opcodes.INTEGER};
    Label loop = new Label();
    Label end = new Label();
    code.visitLabel(loop);
    code.visitFrame(Opcodes.F_NEW, 2, frame, 0, new Object[0]);
    code.visitVarInsn(Opcodes.ILOAD, 1);
    code.visitIntInsn(Opcodes.BIPUSH, 10);
    code.visitJumpInsn(Opcodes.IF_ICMPGE, end);
    code.visitIincInsn(1, 1);
    code.visitJumpInsn(Opcodes.GOTO, loop);
    code.visitLabel(end);
    code.visitFrame(Opcodes.F_NEW, 2, frame, 0, new Object[0]);
    midway(code);
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitVarInsn(Opcodes.ILOAD, 1);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/util/ArrayList", "<init>", "(I)V", false);
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitVarInsn(Opcodes.ILOAD, 1);
    code.visitFieldInsn(Opcodes.PUTFIELD, NAME, "own", "I");
    code.visitInsn(Opcodes.RETURN);
    byte[] classFile = done(writer, code);
    Class<?> woven = Loom.woven(classFile, SensitiveType::tracked);
    Object made = woven.getConstructor(int.class).newInstance(3);
    assertEquals(10, woven.getField("own").getInt(made));
    // Of both, since its superclass's fields are not open to the test's guard: linked is enough.
    assertTrue(Loom.woven(classFile, OddShapesTest::made).getDeclaredConstructors().length == 1);
  }

  /** The mark of an interface's statics cannot be one of its fields. */
  @Test
  void interfaces() throws Exception {
    int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT;
    ClassWriter writer = begun(Opcodes.V1_8, access, "java/lang/Object");
    MethodVisitor code = method(writer, STATIC, "draw", "()J");
    midway(code);
    code.visitLdcInsn(5L);
    code.visitInsn(Opcodes.LRETURN);
    byte[] classFile = done(writer, code);
    assertEquals(5L, draw(classFile));
    assertDrawnTwice();
    Class<?> told = Loom.woven(classFile, SensitiveType::trackedStatics);
    told.getMethod("draw").invoke(null);
    assertEquals(List.of(told), TestGuard.born);
  }

  /** Jumps over more than 32 KiB, and code that is too long once it is woven. */
  @Test
  void longMethods() throws Exception {
    assertEquals(9, draw(longMethod(45_000), 9));
    assertDrawnTwice();
    byte[] longest = longMethod(65_500);
    assertThrows(MethodTooLargeException.class, () -> Loom.woven(longest, OddShapesTest::checked));
  }

  private static byte[] longMethod(int length) {
    ClassWriter writer = begun(Opcodes.V1_8);
    MethodVisitor code = method(writer, STATIC, "draw", "(I)I");
    Label end = new Label();
    code.visitVarInsn(Opcodes.ILOAD, 0);
    code.visitInsn(Opcodes.ICONST_M1);
    code.visitJumpInsn(Opcodes.IF_ICMPEQ, end);
    midway(code);
    code.visitVarInsn(Opcodes.ILOAD, 0);
    code.visitInsn(Opcodes.IRETURN);
    code.visitLabel(end);
    code.visitFrame(Opcodes.F_NEW, 1, new Object[] {Opcodes.INTEGER}, 0, new Object[0]);
    for (int i = 0; i < length - 20; i++) {
      code.visitInsn(Opcodes.NOP);
    }
    code.visitInsn(Opcodes.ICONST_0);
    code.visitInsn(Opcodes.IRETURN);
    return done(writer, code);
  }

  /** What is abstract or native is none of the methods of its name. */
  @Test
  void methodsWithoutCode() throws Exception {
    ClassWriter writer =
        begun(
            Opcodes.V1_8,
            Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER | Opcodes.ACC_ABSTRACT,
            "java/lang/Object");
    writer.visitMethod(STATIC | Opcodes.ACC_NATIVE, "draw", "(J)V", null, null).visitEnd();
    int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT;
    writer.visitMethod(access, "draw", "()V", null, null).visitEnd();
    MethodVisitor code = method(writer, STATIC, "draw", "()I");
    midway(code);
    code.visitInsn(Opcodes.ICONST_3);
    code.visitInsn(Opcodes.IRETURN);
    Class<?> woven = Loom.woven(done(writer, code), OddShapesTest::checked);
    assertEquals(2, woven.getDeclaredMethods().length - 1);
    assertEquals(1, new ClassReader(Loom.fileOf(TestGuard.class)).getAccess() & 1);
  }
}
