package dev.diverge.testapps.answers;

import dev.diverge.Diverge;
import dev.diverge.PerClone;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** An application that its policy allows nothing; it says how it is with each line it is sent. */
public final class ConfinedApp {

  private static final PerClone<String> NODE = PerClone.of(() -> UUID.randomUUID().toString());

  /** What its action found, and whether that may do what the application may not. */
  private volatile String acted = "not";

  private ConfinedApp() {}

  public static void main(String[] arguments) throws Exception {
    new ConfinedApp().run();
  }

  private void run() throws Exception {
    draw();
    Diverge.onClone(this, ConfinedApp::act);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String before = NODE.get();
    System.out.println("ready " + Diverge.isActive() + " " + mayReadHome());
    while (in.readLine() != null) {
      draw();
      String now = NODE.get();
      System.out.println(
          "epoch " + Diverge.epoch() + ", node " + now.equals(before) + ", acted " + acted);
      before = now;
    }
  }

  private void act() {
    draw();
    acted = "in " + Diverge.epoch() + " " + mayReadHome();
  }

  private static boolean mayReadHome() {
    try {
      return System.getProperty("user.home") != null;
    } catch (SecurityException denied) {
      return false;
    }
  }

  private static long draw() {
    return new Random().nextLong()
        ^ new SecureRandom().nextLong()
        ^ new SecureRandom().generateSeed(8)[0]
        ^ new SplittableRandom().nextLong()
        ^ ThreadLocalRandom.current().nextLong()
        ^ UUID.randomUUID().getMostSignificantBits();
  }
}
