package dev.diverge.agent.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.integrations.SensitiveType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was made of stale state is made anew, whatever the shape of the method. */
class DrawnMethodTest {

  private static final int OLD = 1;
  private static final int NEW = 2;

  private static void statics(SensitiveType type) {
    type.checked(
            "<init>",
            "number",
            "wide",
            "real",
            "text",
            "into",
            "locked",
            "synchronised",
            "overwriting",
            "each",
            "failing",
            "guarded",
            "branching")
        .onClone(statics -> statics.set("state", fresh -> 0));
  }

  /** As many shapes as javac makes. */
  public static class Shapes extends Above {
    static int state = OLD;
    static final Object LOCK = new Object();

    public final int own;
    public final long wide;

    public Shapes() {
      int before = state;
      TestGuard.midway();
      own = before;
      wide = before;
    }

    public Shapes(String argument, long number) {
      super(argument);
      synchronized (LOCK) {
        int before = state;
        TestGuard.midway();
        own = before;
        wide = number;
        argument = "lost";
        number = -1;
      }
    }

    public Shapes(long number) {
      this(drawn(), number);
    }

    private Shapes(int drawn, long number) {
      own = drawn;
      wide = number;
    }

    public Shapes(int above) {
      super(above > 0 ? drawn() : -1);
      own = above;
      wide = above;
      above = 99;
    }

    private static int drawn() {
      int before = state;
      TestGuard.midway();
      return before;
    }

    static int number() {
      return drawn();
    }

    static long wide(long a, int b, double c) {
      return a + b + (long) c + drawn();
    }

    static double real(double a) {
      double sum = a + drawn();
      return sum;
    }

    static String text(String prefix) {
      return prefix + drawn();
    }

    static void into(int[] result) {
      result[0] = drawn();
    }

    static int locked() {
      synchronized (LOCK) {
        return drawn();
      }
    }

    static synchronized int synchronised() {
      return drawn();
    }

    static long overwriting(long a, int b, String c) {
      long sum = a + b + c.length() + drawn();
      a = 100;
      b += 100;
      c = null;
      return sum + (c == null ? 0 : 1);
    }

    int each(int a) {
      return a + drawn();
    }

    static int failing() {
      int before = drawn();
      if (before == OLD) {
        throw new IllegalStateException("old");
      }
      return before;
    }

    static int guarded(int a) {
      try {
        a += drawn();
        return a;
      } catch (RuntimeException e) {
        return -1;
      } finally {
        a = 7;
      }
    }

    static int branching(int a) {
      for (int i = 0; ; i++) {
        if (i == a) {
          return drawn();
        }
        if (i > 10) {
          return -1;
        }
      }
    }
  }

  /** With fields of its own, drawn by the class below. */
  public static class Above {
    private final int above;
    protected final String name;
    private byte little = 1;

    protected Above() {
      this(0);
    }

    protected Above(int above) {
      this.above = above;
      this.name = "name" + above;
      this.little = (byte) above;
    }

    protected Above(String name) {
      this.above = 0;
      this.name = name;
    }

    public String above() {
      return above + name + little;
    }
  }

  private final List<Object> resets = new ArrayList<>();
  private int midway;

  private Class<?> woven(Consumer<SensitiveType> description) throws Exception {
    Class<?> woven = Loom.woven(Shapes.class, description);
    Field state = woven.getDeclaredField("state");
    state.setAccessible(true);
    TestGuard.expect(
        reset -> {
          resets.add(reset);
          setTo(state, NEW);
        },
        () -> {
          if (midway++ == 0) {
            TestGuard.cloned();
          }
        });
    return woven;
  }

  private static void setTo(Field state, int value) {
    try {
      state.setInt(null, value);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private Object call(Class<?> woven, String name, Object... arguments) throws Exception {
    for (Method method : woven.getDeclaredMethods()) {
      if (method.getName().equals(name)) {
        method.setAccessible(true);
        return method.invoke(null, arguments);
      }
    }
    throw new NoSuchMethodException(name);
  }

  private static Object make(Class<?> woven, Class<?>[] types, Object... arguments)
      throws Exception {
    Constructor<?> constructor = woven.getConstructor(types);
    return constructor.newInstance(arguments);
  }

  private static Object own(Object made) throws Exception {
    return made.getClass().getField("own").get(made);
  }

  @Test
  void methods() throws Exception {
    assertEquals(NEW, call(anew(), "number"));
    assertEquals(60L + NEW, call(anew(), "wide", 10L, 20, 30d));
    assertEquals(0.5 + NEW, call(anew(), "real", 0.5));
    assertEquals("a" + NEW, call(anew(), "text", "a"));
    assertEquals(NEW, call(anew(), "locked"));
    assertEquals(NEW, call(anew(), "synchronised"));
    assertEquals(NEW, call(anew(), "branching", 3));
    assertEquals(5 + NEW, call(anew(), "guarded", 5));
    int[] result = new int[1];
    call(anew(), "into", result);
    assertEquals(NEW, result[0]);
  }

  private Class<?> anew() throws Exception {
    midway = 0;
    return woven(DrawnMethodTest::statics);
  }

  @Test
  void argumentsAreWhatTheyWere() throws Exception {
    assertEquals(33L + NEW, call(anew(), "overwriting", 10L, 20, "abc"));
    assertEquals(2, midway);
  }

  @Test
  void instances() throws Exception {
    Class<?> woven = anew();
    midway = 1;
    Object made = make(woven, new Class<?>[0]);
    midway = 0;
    Method each = woven.getDeclaredMethod("each", int.class);
    each.setAccessible(true);
    assertEquals(40 + NEW, each.invoke(made, 40));
  }

  @Test
  void constructors() throws Exception {
    assertEquals(NEW, own(make(anew(), new Class<?>[0])));
    Object locked = make(anew(), new Class<?>[] {String.class, long.class}, "a", 5L);
    assertEquals(NEW, own(locked));
    assertEquals(5L, locked.getClass().getField("wide").get(locked));
    assertEquals("0a1", locked.getClass().getMethod("above").invoke(locked));
  }

  @Test
  void constructorsThatDrawBeforeTheOtherOne() throws Exception {
    Object made = make(anew(), new Class<?>[] {long.class}, 6L);
    assertEquals(NEW, own(made));
    assertEquals(6L, made.getClass().getField("wide").get(made));
  }

  @Test
  void constructorsThatDrawForTheSuperclass() throws Exception {
    Object made = make(anew(), new Class<?>[] {int.class}, 6);
    assertEquals(6, own(made));
    assertEquals(NEW + "name" + NEW + NEW, made.getClass().getMethod("above").invoke(made));
  }

  @Test
  void nothingIsResetWithoutChange() throws Exception {
    Class<?> woven = anew();
    midway = 1;
    TestGuard.expect(resets::add, () -> midway++);
    // The guard's mark is ahead of a class that has just been loaded: one reset, no more.
    call(woven, "number");
    resets.clear();
    for (int i = 0; i < 5; i++) {
      call(woven, "number");
      make(woven, new Class<?>[0]);
    }
    assertEquals(List.of(), resets);
  }

  @Test
  void staleStateIsResetBeforeItIsUsed() throws Exception {
    Class<?> woven = anew();
    midway = 1;
    TestGuard.cloned();
    assertEquals(NEW, call(woven, "number"));
    assertEquals(2, midway);
    assertSame(woven, resets.get(0));
  }

  @Test
  void exceptionsAreThrown() throws Exception {
    Class<?> woven = anew();
    midway = 1;
    call(woven, "number"); // after its first reset
    setTo(state(woven), OLD);
    midway = 0;
    assertThrows(InvocationTargetException.class, () -> call(woven, "failing"));
    assertEquals(NEW, call(woven, "failing"));
  }

  private static Field state(Class<?> woven) throws Exception {
    Field state = woven.getDeclaredField("state");
    state.setAccessible(true);
    return state;
  }

  /** Something that changes during each draw, for ever. */
  @ParameterizedTest
  @ValueSource(strings = {"number", "synchronised", "into"})
  void repeatsAreBounded(String method) throws Exception {
    Class<?> woven = anew();
    int[] times = new int[1];
    TestGuard.expect(
        state -> {},
        () -> {
          times[0]++;
          TestGuard.cloned();
        });
    if (method.equals("into")) {
      call(woven, method, new int[1]);
    } else {
      call(woven, method);
    }
    assertTrue(times[0] > 100 && times[0] < 100_000, times[0] + " times");
  }

  /** A reset that changes nothing must not have the method run for ever. */
  @Test
  void instancesAreDrawnAnew() throws Exception {
    Consumer<SensitiveType> each =
        type -> type.drawn("each").onCloneEach(steps -> steps.run((self, fresh) -> {}));
    Class<?> woven = woven(each);
    Method method = woven.getDeclaredMethod("each", int.class);
    method.setAccessible(true);
    midway = 1;
    Object made = make(woven, new Class<?>[0]);
    midway = 0;
    assertEquals(40 + NEW, method.invoke(made, 40));
    assertEquals(List.of(made), resets);
  }
}
