package dev.diverge.agent.weave;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Which members a class really has, read before it is woven. */
public final class Shape extends ClassVisitor {

  /**
   * A field.
   *
   * @param access its flags
   * @param isConstant whether whoever reads it has a copy of its value
   */
  public record Field(String descriptor, int access, boolean isConstant) {
    public boolean isStatic() {
      return (access & Opcodes.ACC_STATIC) != 0;
    }

    boolean isReference() {
      return descriptor.startsWith("L") || descriptor.startsWith("[");
    }

    boolean isFinal() {
      return (access & Opcodes.ACC_FINAL) != 0;
    }
  }

  private static final int WITHOUT_CODE = Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE;

  private final Map<String, Field> fields = new HashMap<>();
  private final Map<String, Integer> methods = new HashMap<>();

  /** Shrinkers give fields of different types the same name. */
  private final List<String[]> instanceFields = new ArrayList<>();

  private String name = "";
  private int version;
  private int access;
  private boolean mayInherit;

  private Shape() {
    super(Opcodes.ASM9);
  }

  public static Shape of(ClassReader reader) {
    Shape shape = new Shape();
    reader.accept(shape, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return shape;
  }

  /** The internal name. */
  String name() {
    return name;
  }

  /** Whether there are frames in it: older code is verified without. */
  boolean hasFrames() {
    return version >= Opcodes.V1_6;
  }

  /** Whether its code may load a class as a constant. */
  boolean hasClassConstants() {
    return version >= Opcodes.V1_5;
  }

  /** Whether its fields can be but public, static and final. */
  public boolean isInterface() {
    return (access & Opcodes.ACC_INTERFACE) != 0;
  }

  boolean isAbstract() {
    return (access & Opcodes.ACC_ABSTRACT) != 0;
  }

  public @Nullable Field field(String name) {
    return fields.get(name);
  }

  public Set<String> fields() {
    return fields.keySet();
  }

  /** Name and descriptor of each. */
  List<String[]> instanceFields() {
    return instanceFields;
  }

  /** The names, without constructors, of the methods that take nothing. */
  public List<String> callable() {
    List<String> names = new ArrayList<>();
    for (String key : methods.keySet()) {
      int end = key.indexOf("()");
      if (end > 0 && key.charAt(0) != '<') {
        names.add(key.substring(0, end));
      }
    }
    return names;
  }

  /** The access flags of the method of this name that takes nothing, or null. */
  public @Nullable Integer callable(String name) {
    for (Map.Entry<String, Integer> method : methods.entrySet()) {
      if (method.getKey().startsWith(name.concat("()"))) {
        return method.getValue();
      }
    }
    return null;
  }

  /** Whether what the class does not have may be found in a superclass. */
  public boolean mayInherit() {
    return mayInherit;
  }

  /**
   * What is meant by a method: itself, if it is written in full and is there; all of that name that
   * have code, if by its name alone.
   */
  List<String> resolve(String method) {
    List<String> found = new ArrayList<>();
    if (method.indexOf('(') >= 0) {
      if (methods.containsKey(method)) {
        found.add(method);
      }
      return found;
    }
    String start = method.equals("<init>") ? "(" : method.concat("(");
    for (Map.Entry<String, Integer> each : methods.entrySet()) {
      if (each.getKey().startsWith(start) && (each.getValue() & WITHOUT_CODE) == 0) {
        found.add(each.getKey());
      }
    }
    return found;
  }

  /** The descriptor of the first method of that name that takes bytes alone. */
  boolean takesBytes(String method) {
    return methods.containsKey(method.concat("([B)V"));
  }

  @Override
  public void visit(
      int version, int access, String name, String signature, String superName, String[] faces) {
    this.name = name;
    this.version = version & 0xffff;
    this.access = access;
    mayInherit = superName != null && !superName.equals("java/lang/Object");
  }

  @Override
  public @Nullable FieldVisitor visitField(
      int access, String name, String descriptor, String signature, Object value) {
    Field field = new Field(descriptor, access, value != null);
    fields.put(name, field);
    if (!field.isStatic()) {
      instanceFields.add(new String[] {name, descriptor});
    }
    return null;
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] exceptions) {
    methods.put(key(name, descriptor), access);
    return null;
  }

  static String key(String name, String descriptor) {
    return name.equals("<init>") ? descriptor : name.concat(descriptor);
  }

  static boolean isConstructor(String key) {
    return key.charAt(0) == '(';
  }
}
