package dev.diverge.testapps.doors;

import java.lang.reflect.Method;
import java.util.Random;

/** Calls what of the guard does more than read, as any code can. */
final class GuardApp {

  private static final String[] ROOMS = {
    "java.lang.DivergeGuard",
    "java.lang.DivergeEngines",
    "java.lang.DivergeBonds",
    "java.lang.DivergeGenerators"
  };

  private GuardApp() {}

  public static void main(String[] arguments) throws Exception {
    call("clearUnder", new Object(), Integer.valueOf(77), "value");
    System.out.println("77 is " + Integer.valueOf(77));
    Random victim = new Random(42);
    call("setMark", victim, 7, 0);
    System.out.println("mark " + call("markOf", victim, 0));
    call("refuse", true);
    call("refuse", false);
    call("judge", 99, 1, "AES/GCM/NoPadding");
    call("born", new Object());
    call("reset", new Object(), "java/lang/Object");
    call("seeded", new Object(), true);
    System.out.println("parent " + call("parentMark", victim, 1, new Forged()));
    System.out.println("done");
    System.in.read();
  }

  private static Object call(String name, Object... with) throws Exception {
    for (String room : ROOMS) {
      for (Method method : there(room).getMethods()) {
        if (method.getName().equals(name)) {
          return String.valueOf(method.invoke(null, with));
        }
      }
    }
    throw new NoSuchMethodException(name);
  }

  /** All but the guard come with what is woven, or with the rehearsal. */
  private static Class<?> there(String room) throws Exception {
    for (int tries = 0; ; tries++) {
      try {
        return Class.forName(room, true, null);
      } catch (ClassNotFoundException notYet) {
        if (tries > 3_000) {
          throw notYet;
        }
        Thread.sleep(10);
      }
    }
  }

  /** Has a field of the mark's name. */
  @SuppressWarnings({"unused", "MemberName"}) // read past all borders, or not
  private static final class Forged {
    private final int $mark = 4711;
  }
}
