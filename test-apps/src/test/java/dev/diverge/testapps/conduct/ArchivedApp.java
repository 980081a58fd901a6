package dev.diverge.testapps.conduct;

import dev.diverge.testlab.GenerationPage;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** An application with generators in statics; says what it draws before and after a clone. */
public final class ArchivedApp {

  private static final Random RANDOM = new Random();
  private static final SecureRandom SECURE = new SecureRandom();
  private static final SplittableRandom SPLITTABLE = new SplittableRandom();

  private ArchivedApp() {}

  public static void main(String[] arguments) {
    draw();
    new GenerationPage(Path.of(arguments[0])).write(2);
    draw();
  }

  private static void draw() {
    System.out.println(RANDOM.nextLong());
    System.out.println(SECURE.nextLong());
    System.out.println(SPLITTABLE.nextLong());
    System.out.println(ThreadLocalRandom.current().nextLong());
    System.out.println(Math.random());
    System.out.println(UUID.randomUUID());
  }
}
