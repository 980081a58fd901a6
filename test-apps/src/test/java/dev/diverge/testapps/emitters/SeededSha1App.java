package dev.diverge.testapps.emitters;

import dev.diverge.testapps.answers.Page;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Random;
import org.awaitility.Awaitility;

/** Seeds a SHA1PRNG between a clone and its second reseed, and says what comes out of it later. */
final class SeededSha1App {

  private SeededSha1App() {}

  public static void main(String[] args) throws Exception {
    Page page = new Page(Path.of(args[0]));
    SecureRandom before = seeded();
    long first = before.nextLong();
    long second = before.nextLong();

    page.raise();
    Random probe = new Random();
    SecureRandom random = seeded();
    Awaitility.await().until(() -> isReseeded(probe));
    boolean asSeeded = random.nextLong() == first;

    page.raise();
    System.out.println(
        "as seeded: " + asSeeded + ", after the next clone: " + (random.nextLong() == second));
  }

  private static SecureRandom seeded() throws Exception {
    SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
    random.setSeed(42);
    return random;
  }

  private static boolean isReseeded(Random random) throws Exception {
    Random copy = copy(random);
    Thread.sleep(10);
    return random.nextLong() != copy.nextLong();
  }

  /** What is read back from a stream is the user's own, and is never reset. */
  private static Random copy(Random random) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(random);
    return (Random)
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
  }
}
