package dev.diverge.agent.weave;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * What the default {@code serialVersionUID} of a class is computed from, as the serialisation
 * specification has it. JVMs with and without the agent write and read the same streams: where
 * weaving would give a class another default, it is given the one it had.
 */
public final class SerialVersion extends ClassVisitor {

  private static final String NAME = "serialVersionUID";
  private static final String INITIALISER = "<clinit>";

  private static final int OF_CLASSES =
      Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT;

  private static final int OF_FIELDS =
      Opcodes.ACC_PUBLIC
          | Opcodes.ACC_PRIVATE
          | Opcodes.ACC_PROTECTED
          | Opcodes.ACC_STATIC
          | Opcodes.ACC_FINAL
          | Opcodes.ACC_VOLATILE
          | Opcodes.ACC_TRANSIENT;

  private static final int OF_METHODS =
      Opcodes.ACC_PUBLIC
          | Opcodes.ACC_PRIVATE
          | Opcodes.ACC_PROTECTED
          | Opcodes.ACC_STATIC
          | Opcodes.ACC_FINAL
          | Opcodes.ACC_SYNCHRONIZED
          | Opcodes.ACC_NATIVE
          | Opcodes.ACC_ABSTRACT
          | Opcodes.ACC_STRICT;

  private final List<Member> fields = new ArrayList<>();
  private final List<Member> constructors = new ArrayList<>();
  private final List<Member> methods = new ArrayList<>();
  private String name = "";
  private String superName = "";
  private String[] interfaces = {};
  private int access;
  private boolean isDeclared;
  private boolean hasInitialiser;

  private SerialVersion(byte[] classFile) {
    super(Opcodes.ASM9);
    new ClassReader(classFile)
        .accept(this, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
  }

  /** Ordered as the specification wants it, by name and then by descriptor. */
  private record Member(int access, String name, String descriptor) implements Comparable<Member> {
    @Override
    public int compareTo(Member other) {
      int byName = name.compareTo(other.name);
      return byName != 0 ? byName : descriptor.compareTo(other.descriptor);
    }
  }

  /** The woven class with the default version that it had before. */
  public static byte[] kept(byte[] original, byte[] woven) {
    SerialVersion before = new SerialVersion(original);
    if (before.isDeclared || !before.mayBeSerializable()) {
      return woven;
    }
    byte[] data = before.data();
    return Arrays.equals(data, new SerialVersion(woven).data())
        ? woven
        : with(hash(data), woven, before.isInterface());
  }

  /** The version of a class that declares none. */
  static long byDefault(byte[] classFile) {
    return hash(new SerialVersion(classFile).data());
  }

  /** Enumerations have no version, records need not have the same. */
  private boolean mayBeSerializable() {
    return (interfaces.length > 0 || !superName.equals("java/lang/Object"))
        && !superName.equals("java/lang/Enum")
        && !superName.equals("java/lang/Record");
  }

  private boolean isInterface() {
    return (access & Opcodes.ACC_INTERFACE) != 0;
  }

  private static byte[] with(long version, byte[] woven, boolean isInterface) {
    ClassReader reader = new ClassReader(woven);
    ClassWriter writer = new ClassWriter(reader, 0);
    int visibility = isInterface ? Opcodes.ACC_PUBLIC : Opcodes.ACC_PRIVATE;
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public void visitEnd() {
            super.visitField(
                visibility | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL | Opcodes.ACC_SYNTHETIC,
                NAME,
                "J",
                null,
                version);
            super.visitEnd();
          }
        },
        0);
    return writer.toByteArray();
  }

  @Override
  public void visit(
      int version, int access, String name, String signature, String superName, String[] faces) {
    this.name = name;
    this.access = access;
    this.superName = String.valueOf(superName);
    this.interfaces = faces == null ? new String[0] : faces.clone();
  }

  @Override
  public void visitInnerClass(String inner, String outer, String simpleName, int access) {
    if (inner.equals(name)) {
      this.access = access; // as reflection has it
    }
  }

  @Override
  public @Nullable FieldVisitor visitField(
      int access, String field, String descriptor, String signature, Object value) {
    int declared = Opcodes.ACC_STATIC | Opcodes.ACC_FINAL;
    isDeclared |= field.equals(NAME) && (access & declared) == declared;
    boolean isPrivate = (access & Opcodes.ACC_PRIVATE) != 0;
    if (!isPrivate || (access & (Opcodes.ACC_STATIC | Opcodes.ACC_TRANSIENT)) == 0) {
      fields.add(new Member(access & OF_FIELDS, field, descriptor));
    }
    return null;
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access, String method, String descriptor, String signature, String[] exceptions) {
    if (method.equals(INITIALISER)) {
      hasInitialiser = true;
      return null;
    }
    Member member = new Member(access & OF_METHODS, method, descriptor.replace('/', '.'));
    (method.equals("<init>") ? constructors : methods).add(member);
    return null;
  }

  private byte[] data() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      write(new DataOutputStream(bytes));
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    return bytes.toByteArray();
  }

  private void write(DataOutputStream out) throws IOException {
    out.writeUTF(name.replace('/', '.'));
    int flags = access & OF_CLASSES;
    if (isInterface()) {
      flags = methods.isEmpty() ? flags & ~Opcodes.ACC_ABSTRACT : flags | Opcodes.ACC_ABSTRACT;
    }
    out.writeInt(flags);
    String[] faces = new String[interfaces.length];
    for (int i = 0; i < faces.length; i++) {
      faces[i] = interfaces[i].replace('/', '.');
    }
    Arrays.sort(faces);
    for (String face : faces) {
      out.writeUTF(face);
    }
    write(out, fields, true);
    if (hasInitialiser) {
      write(out, new Member(Opcodes.ACC_STATIC, INITIALISER, "()V"));
    }
    write(out, constructors, false);
    write(out, methods, false);
  }

  private static void write(DataOutputStream out, List<Member> members, boolean privateOnes)
      throws IOException {
    Member[] sorted = members.toArray(new Member[0]);
    Arrays.sort(sorted);
    for (Member member : sorted) {
      if (privateOnes || (member.access & Opcodes.ACC_PRIVATE) == 0) {
        write(out, member);
      }
    }
  }

  private static void write(DataOutputStream out, Member member) throws IOException {
    out.writeUTF(member.name);
    out.writeInt(member.access);
    out.writeUTF(member.descriptor);
  }

  /**
   * The first eight bytes of SHA-1, the last of them first. Not by JCA, whose classes and locks
   * must not be entered while another class is being loaded.
   */
  private static long hash(byte[] data) {
    int length = (data.length + 8) / 64 * 64 + 64;
    byte[] padded = Arrays.copyOf(data, length);
    padded[data.length] = (byte) 0x80;
    for (int i = 0; i < 8; i++) {
      padded[length - 1 - i] = (byte) ((data.length * 8L) >>> (8 * i));
    }
    int[] state = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
    for (int at = 0; at < length; at += 64) {
      compress(state, padded, at);
    }
    return (Integer.reverseBytes(state[0]) & 0xffffffffL)
        | ((long) Integer.reverseBytes(state[1]) << 32);
  }

  private static void compress(int[] state, byte[] data, int at) {
    int[] w = new int[80];
    for (int i = 0; i < 64; i++) {
      w[i / 4] = (w[i / 4] << 8) | (data[at + i] & 0xff);
    }
    for (int i = 16; i < 80; i++) {
      w[i] = Integer.rotateLeft(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
    }
    int a = state[0];
    int b = state[1];
    int c = state[2];
    int d = state[3];
    int e = state[4];
    for (int i = 0; i < 80; i++) {
      int next = Integer.rotateLeft(a, 5) + mixed(i, b, c, d) + e + w[i];
      e = d;
      d = c;
      c = Integer.rotateLeft(b, 30);
      b = a;
      a = next;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
  }

  private static int mixed(int round, int b, int c, int d) {
    return switch (round / 20) {
      case 0 -> ((b & c) | (~b & d)) + 0x5a827999;
      case 1 -> (b ^ c ^ d) + 0x6ed9eba1;
      case 2 -> ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
      default -> (b ^ c ^ d) + 0xca62c1d6;
    };
  }
}
