package dev.diverge.testapps.conduct;

import dev.diverge.testlab.GenerationPage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Permission;
import java.security.SecureRandom;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * An application that its policy allows next to nothing: its arguments are the kind of security
 * manager that it sets, who is to notice the clone, the page and the ready file.
 */
@SuppressWarnings("removal") // what it is about
public final class PolicedApp {

  private PolicedApp() {}

  public static void main(String[] arguments) throws Exception {
    Path page = Path.of(arguments[2]);
    draw();
    switch (arguments[0]) {
      case "later" -> System.setSecurityManager(new SecurityManager());
      case "drawing" -> System.setSecurityManager(new Drawing());
      case "hostile" -> System.setSecurityManager(new Hostile());
      default -> {
        // There is one from the start.
      }
    }
    new GenerationPage(page).write(2);
    if (arguments[1].equals("draw")) {
      draw();
    }
    Path ready = Path.of(arguments[3]);
    for (int tries = 0; tries < 1_000 && !Files.readString(ready).contains("1"); tries++) {
      Thread.sleep(10);
    }
    draw();
    System.out.print(Files.readString(ready));
  }

  static long draw() {
    return new Random().nextLong()
        ^ new SecureRandom().nextLong()
        ^ ThreadLocalRandom.current().nextLong()
        ^ UUID.randomUUID().getMostSignificantBits()
        ^ new SplittableRandom().nextLong();
  }

  /** Asks what is guarded each time it is asked, hence in the middle of the agent's own work. */
  private static final class Drawing extends SecurityManager {
    @Override
    public void checkPermission(Permission permission) {
      if (draw() != 42) {
        super.checkPermission(permission);
      }
    }
  }

  /** Trusts the application, and forbids the agent whatever it asks for. */
  private static final class Hostile extends SecurityManager {
    @Override
    public void checkPermission(Permission permission) {
      for (StackTraceElement frame : new Throwable().getStackTrace()) {
        if (frame.getClassName().startsWith("dev.diverge.agent.")
            || frame.getClassName().startsWith("dev.diverge.driver.")) {
          throw new SecurityException("no " + permission.getName());
        }
      }
    }
  }
}
