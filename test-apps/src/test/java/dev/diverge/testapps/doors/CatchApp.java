package dev.diverge.testapps.doors;

import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** Has put properties of its own in the place of the JDK's, and notes what is put there. */
final class CatchApp {

  private static final Set<String> CAUGHT = new ConcurrentSkipListSet<>();

  private CatchApp() {}

  public static void main(String[] arguments) throws Exception {
    System.setProperties(new Catching(System.getProperties()));
    System.out.println("up");
    System.in.read();
    boolean guard = true;
    try {
      Class.forName("java.lang.DivergeGuard", false, null);
    } catch (ClassNotFoundException e) {
      guard = false;
    }
    System.out.println("guard " + guard);
    System.out.println("caught " + CAUGHT);
  }

  private static final class Catching extends Properties {
    private static final long serialVersionUID = 1L;

    Catching(Properties all) {
      putAll(all);
    }

    @Override
    public synchronized Object put(Object key, Object value) {
      note(key);
      return super.put(key, value);
    }

    @Override
    public synchronized Object putIfAbsent(Object key, Object value) {
      note(key);
      return super.putIfAbsent(key, value);
    }

    private static void note(Object key) {
      if (CAUGHT != null && key.toString().startsWith("dev.diverge")) {
        CAUGHT.add(key.toString());
      }
    }
  }
}
