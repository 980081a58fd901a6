package dev.diverge.agent.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Makes one class's members reachable for its rules: what is written is no longer final, and the
 * class tells of itself once it is initialised, its instances once they are made.
 */
final class RuleWeaver extends ClassVisitor {

  private static final String GUARD = "java/lang/DivergeGuard";

  private final String name;
  private final List<Rule> rules;
  private final Queue<String> troubles;
  private final boolean statics;
  private final boolean instances;
  private boolean initialiser;

  private RuleWeaver(
      ClassVisitor next, String name, List<Rule> rules, Members members, Queue<String> troubles) {
    super(Opcodes.ASM9, next);
    this.name = name;
    this.rules = rules;
    this.troubles = troubles;
    this.statics = members.statics;
    this.instances = members.instances;
  }

  static byte[] weave(byte[] classFile, List<Rule> rules, Queue<String> troubles) {
    ClassReader reader = new ClassReader(classFile);
    Members members = new Members(rules, troubles);
    reader.accept(members, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
    members.settle();
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    reader.accept(new RuleWeaver(writer, reader.getClassName(), rules, members, troubles), 0);
    return writer.toByteArray();
  }

  @Override
  public @Nullable FieldVisitor visitField(
      int access, String field, String descriptor, String signature, Object value) {
    int open = access;
    for (Rule rule : rules) {
      if (!rule.isMethod() && rule.member.equals(field) && rule.deed.writes) {
        if (value != null) {
          rule.hopeless = true;
          trouble(rule, "is a compile-time constant: whoever reads it has a copy of its own");
        } else {
          open &= ~Opcodes.ACC_FINAL;
        }
      }
    }
    return super.visitField(open, field, descriptor, signature, value);
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String method, String descriptor, String signature, String[] exceptions) {
    MethodVisitor code = super.visitMethod(access, method, descriptor, signature, exceptions);
    if (statics && method.equals("<clinit>")) {
      initialiser = true;
      return new Ending(code, true);
    }
    return instances && method.equals("<init>") ? new Ending(code, false) : code;
  }

  @Override
  public void visitEnd() {
    if (statics && !initialiser) {
      MethodVisitor code = super.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
      code.visitCode();
      born(code, true);
      code.visitInsn(Opcodes.RETURN);
      code.visitMaxs(0, 0);
      code.visitEnd();
    }
    super.visitEnd();
  }

  private void trouble(Rule rule, String what) {
    if (rule.firstReport()) {
      troubles.add("rules " + rule.place + ": " + rule.target() + " " + what);
    }
  }

  private void born(MethodVisitor code, boolean type) {
    if (type) {
      code.visitLdcInsn(Type.getObjectType(name));
    } else {
      code.visitVarInsn(Opcodes.ALOAD, 0);
    }
    code.visitMethodInsn(Opcodes.INVOKESTATIC, GUARD, "born", "(Ljava/lang/Object;)V", false);
  }

  private final class Ending extends MethodVisitor {
    private final boolean type;

    Ending(MethodVisitor next, boolean type) {
      super(Opcodes.ASM9, next);
      this.type = type;
    }

    @Override
    public void visitInsn(int opcode) {
      if (opcode == Opcodes.RETURN) {
        born(mv, type);
      }
      super.visitInsn(opcode);
    }
  }

  /** Looks which of the rules' members there are. */
  private static final class Members extends ClassVisitor {

    boolean statics;
    boolean instances;
    private final List<Rule> rules;
    private final Queue<String> troubles;
    private final List<String> fields = new ArrayList<>();
    private final List<String> methods = new ArrayList<>();

    Members(List<Rule> rules, Queue<String> troubles) {
      super(Opcodes.ASM9);
      this.rules = rules;
      this.troubles = troubles;
    }

    @Override
    public @Nullable FieldVisitor visitField(
        int access, String field, String descriptor, String signature, Object value) {
      fields.add(field);
      found(field, false, access);
      return null;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access, String method, String descriptor, String signature, String[] exceptions) {
      if (descriptor.startsWith("()") && method.charAt(0) != '<') {
        methods.add(method);
        found(method, true, access);
      }
      return null;
    }

    private void found(String member, boolean method, int access) {
      for (Rule rule : rules) {
        if (rule.isMethod() == method && rule.member.equals(member)) {
          rule.isStatic = (access & Opcodes.ACC_STATIC) != 0;
          rule.found = true;
          statics |= rule.isStatic;
          instances |= !rule.isStatic;
        }
      }
    }

    void settle() {
      for (Rule rule : rules) {
        if (!rule.found && rule.firstReport()) {
          troubles.add(
              "rules "
                  + rule.place
                  + ": "
                  + rule.className
                  + " has no "
                  + (rule.isMethod() ? "method " : "field ")
                  + rule.member
                  + (rule.isMethod() ? "()" : "")
                  + Nearest.hint(rule.member, rule.isMethod() ? methods : fields));
        }
      }
    }
  }
}
