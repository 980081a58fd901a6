package dev.diverge.agent.weave;

import dev.diverge.agent.contract.GuardMethod;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * A method that draws from guarded state. The check stands at its end, so that one check serves for
 * both questions: was the state stale when the draw began, and did the generation change while it
 * was under way? Either way the result is thrown away, the state reset, and the method begins anew,
 * with what it was called with.
 *
 * <pre>
 *         m = mark
 *         if (DivergeGuard.renewed(m) != 0) goto stale       // of statics only
 *  body:  … the method's own code …
 *         if (DivergeGuard.renewed(m) != 0) goto again
 *         return
 *  again: if (++n > AT_MOST) return
 *  stale: m = DivergeGuard.renewed(m)
 *         if (mark != m) { reset; unless that failed: mark = m }
 *         goto body
 * </pre>
 *
 * The mark is published after the reset; a thread that drew before another one's reset still holds
 * the old {@code m} and draws anew. Statics are checked at the head as well: they may be drawn from
 * by code that is not to run in vain. What the code throws is thrown: nothing was drawn. A reset
 * that failed leaves the old mark, for the next draw to try it again; this one goes round once more
 * all the same, as {@code m} is the new one, with what there is.
 *
 * <p>A constructor is run again from behind its superclass's, which is where it may be as long as
 * it begins {@linkplain MethodBody#startsPlainly plainly}. One that draws before that cannot be run
 * again on the same instance: another one is made, and its fields taken over.
 */
final class DrawnMethod extends MarkedMethod {

  /**
   * How often a draw is repeated. It takes a change of the generation during each one, so that
   * something that changes for ever is no generation.
   */
  private static final int AT_MOST = 1000;

  private final Label own = new Label();
  private final Label again = new Label();
  private final Label stale = new Label();
  private final DrawnState state;
  private final Shape shape;
  private final String descriptor;
  private final Type result;
  private final boolean repeats;
  private final boolean replaces;

  DrawnMethod(
      MethodVisitor next,
      Shape shape,
      int access,
      String name,
      String descriptor,
      MethodBody body,
      int slot,
      DrawnState state) {
    super(next, shape, access, name, descriptor, body, slot, 2, true);
    this.state = state;
    this.shape = shape;
    this.descriptor = descriptor;
    this.result = Type.getReturnType(descriptor);
    this.replaces = isConstructor() && !body.startsPlainly() && !shape.isAbstract();
    this.repeats = !isConstructor() || body.startsPlainly();
    String why = body.unrepeatable();
    if (why != null) {
      throw new Unweavable(name.concat(descriptor), why);
    }
  }

  @Override
  void begin() {
    mv.visitInsn(Opcodes.ICONST_0);
    mv.visitVarInsn(Opcodes.ISTORE, slot + 1);
    state.mark(mv);
    slot(Opcodes.ISTORE);
    if (state.inStatics()) {
      unlessFresh(stale);
    }
    mv.visitLabel(own);
    frame(true);
    mv.visitInsn(Opcodes.NOP); // the method's own code may begin with a frame
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN && (repeats || replaces)) {
      unlessFresh(again);
    }
    super.visitInsn(opcode);
  }

  private void unlessFresh(Label then) {
    slot(Opcodes.ILOAD);
    state.renewed(mv);
    mv.visitJumpInsn(Opcodes.IFNE, then);
  }

  /** What is seldom run is behind all else, outside the method's own exception handlers. */
  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    if (repeats) {
      again();
      stale();
    } else {
      stale();
      constructed();
      replace();
    }
    super.visitMaxs(maxStack, maxLocals);
  }

  private void again() {
    boolean isVoid = result.getSize() == 0;
    Label anew = isVoid ? stale : new Label();
    mv.visitLabel(again);
    returning();
    mv.visitIincInsn(slot + 1, 1);
    mv.visitVarInsn(Opcodes.ILOAD, slot + 1);
    mv.visitIntInsn(Opcodes.SIPUSH, AT_MOST);
    mv.visitJumpInsn(Opcodes.IF_ICMPLE, anew);
    mv.visitInsn(result.getOpcode(Opcodes.IRETURN));
    if (!isVoid) {
      mv.visitLabel(anew);
      returning();
      mv.visitInsn(result.getSize() == 2 ? Opcodes.POP2 : Opcodes.POP);
    }
  }

  private void returning() {
    if (result.getSize() > 0) {
      frame(false, frameType(result));
    } else {
      frame(false);
    }
  }

  private void stale() {
    mv.visitLabel(stale);
    frame(false);
    restore();
    slot(Opcodes.ILOAD);
    state.renewed(mv);
    slot(Opcodes.ISTORE);
    state.mark(mv);
    slot(Opcodes.ILOAD);
    mv.visitJumpInsn(Opcodes.IF_ICMPEQ, own);
    state.reset(mv, slot, own);
    mv.visitJumpInsn(Opcodes.GOTO, own);
  }

  /** The same constructor checks the statics for the other instance, and that again at its end. */
  private void replace() {
    if (!replaces) {
      return;
    }
    int other = slot + size();
    mv.visitLabel(again);
    frame(false);
    mv.visitTypeInsn(Opcodes.NEW, shape.name());
    mv.visitInsn(Opcodes.DUP);
    loadArguments();
    mv.visitMethodInsn(Opcodes.INVOKESPECIAL, shape.name(), "<init>", descriptor, false);
    mv.visitVarInsn(Opcodes.ASTORE, other);
    for (String[] field : shape.instanceFields()) {
      loadThis();
      mv.visitVarInsn(Opcodes.ALOAD, other);
      mv.visitFieldInsn(Opcodes.GETFIELD, shape.name(), field[0], field[1]);
      mv.visitFieldInsn(Opcodes.PUTFIELD, shape.name(), field[0], field[1]);
    }
    if (shape.mayInherit()) {
      loadThis();
      mv.visitVarInsn(Opcodes.ALOAD, other);
      mv.visitLdcInsn(shape.name().replace('/', '.'));
      Mark.guard(mv, GuardMethod.INHERIT);
    }
    mv.visitInsn(Opcodes.RETURN);
  }
}
