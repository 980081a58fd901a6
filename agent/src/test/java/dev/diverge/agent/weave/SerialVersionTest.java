package dev.diverge.agent.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.lang.reflect.Modifier;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;

/** Woven classes keep the default version that streams know them by. */
class SerialVersionTest {

  static class Plain implements Serializable, Comparable<Plain> {
    final String token;
    private transient int left;
    private static int counter;
    protected static final long ID = 4L;
    volatile boolean flag;

    Plain(String token) {
      this.token = token;
    }

    private Plain() {
      this("");
    }

    @Override
    public synchronized int compareTo(Plain other) {
      return 0;
    }

    private static native void foreign();

    double exact() {
      return left + counter + (flag ? 1 : 0);
    }
  }

  static class Initialised extends Plain {
    static final Object LOCK = new Object();

    Initialised() {
      super("");
    }
  }

  protected abstract static class Above implements Serializable {
    abstract void go() throws Exception;
  }

  /** Its constant is for whoever asks. */
  public interface Face extends Serializable {
    Object CONSTANT = new Object();

    void go();
  }

  interface Empty extends Serializable {}

  static class Declared implements Serializable {
    private static final long serialVersionUID = 5L;
    final String token = String.valueOf(5);
  }

  static class NotSerializable {
    final String token = String.valueOf(5);
  }

  @SuppressWarnings("unused")
  private Plain inner =
      new Plain("") {
        final int more = 7;
      };

  @Test
  void defaultsAreTheJdks() throws Exception {
    for (Class<?> type :
        new Class<?>[] {
          Plain.class, Initialised.class, Above.class, Face.class, Empty.class, inner.getClass()
        }) {
      assertEquals(
          ObjectStreamClass.lookup(type).getSerialVersionUID(),
          SerialVersion.byDefault(Loom.fileOf(type)),
          type.getName());
    }
  }

  private static Class<?> woven(Class<?> type, Set<String> written, boolean statics)
      throws Exception {
    byte[] original = Loom.fileOf(type);
    ClassReader reader = new ClassReader(original);
    byte[] woven = MemberWeaver.weave(reader, Shape.of(reader), written, statics, false);
    Loom loom = new Loom(type.getClassLoader());
    loom.add(SerialVersion.kept(original, woven));
    return Class.forName(type.getName(), false, loom);
  }

  private static void assertKept(Class<?> type, Class<?> woven) {
    assertFalse(type == woven);
    assertEquals(
        ObjectStreamClass.lookup(type).getSerialVersionUID(),
        ObjectStreamClass.lookup(woven).getSerialVersionUID());
  }

  @Test
  void aFieldThatIsNoLongerFinal() throws Exception {
    Class<?> woven = woven(Plain.class, Set.of("token"), false);
    assertFalse(Modifier.isFinal(woven.getDeclaredField("token").getModifiers()));
    assertKept(Plain.class, woven);
    assertTrue(woven.getDeclaredField("serialVersionUID").isSynthetic());
  }

  @Test
  void aStaticInitialiserThatWasNotThere() throws Exception {
    assertKept(Plain.class, woven(Plain.class, Set.of(), true));
    assertKept(Above.class, woven(Above.class, Set.of(), true));
    assertKept(Empty.class, woven(Empty.class, Set.of(), true));
  }

  @Test
  void marks() throws Exception {
    assertKept(
        Plain.class,
        Loom.woven(
            Plain.class,
            type -> type.checked("<init>").onClone(steps -> steps.run((state, fresh) -> {}))));
    assertKept(
        Plain.class,
        Loom.woven(
            Plain.class,
            type -> type.drawn("exact").onCloneEach(steps -> steps.run((self, fresh) -> {}))));
  }

  @Test
  void nothingIsAddedInVain() throws Exception {
    for (Class<?> type : new Class<?>[] {Declared.class, NotSerializable.class}) {
      byte[] original = Loom.fileOf(type);
      ClassReader reader = new ClassReader(original);
      byte[] woven = MemberWeaver.weave(reader, Shape.of(reader), Set.of("token"), true, false);
      assertSame(woven, SerialVersion.kept(original, woven));
    }
  }
}
