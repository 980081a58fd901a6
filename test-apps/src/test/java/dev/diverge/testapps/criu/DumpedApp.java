package dev.diverge.testapps.criu;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;

/** Draws once, says that it is warm, and draws again when it is told to, in whichever process. */
final class DumpedApp {

  private DumpedApp() {}

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    Map<String, Callable<Object>> draws = draws();
    for (Callable<Object> draw : draws.values()) {
      draw.call();
    }
    Thread.sleep(Long.parseLong(args[1]));
    Files.createFile(folder.resolve("warm"));
    await(folder.resolve("go"));
    StringBuilder drawn = new StringBuilder();
    for (Map.Entry<String, Callable<Object>> draw : draws.entrySet()) {
      drawn.append(draw.getKey()).append(' ').append(draw.getValue().call()).append('\n');
    }
    Path half = Files.writeString(folder.resolve("half"), drawn);
    Files.move(half, folder.resolve("drawn"), StandardCopyOption.ATOMIC_MOVE);
    await(folder.resolve("end"));
  }

  private static Map<String, Callable<Object>> draws() throws Exception {
    Map<String, Callable<Object>> draws = new LinkedHashMap<>();
    SecureRandom usual = new SecureRandom();
    SecureRandom drbg = SecureRandom.getInstance("DRBG");
    SecureRandom sha1 = SecureRandom.getInstance("SHA1PRNG");
    Random random = new Random();
    SplittableRandom splittable = new SplittableRandom();
    draws.put("SecureRandom", usual::nextLong);
    draws.put("DRBG", drbg::nextLong);
    draws.put("SHA1PRNG", sha1::nextLong);
    draws.put("Random", random::nextLong);
    draws.put("SplittableRandom", splittable::nextLong);
    draws.put("Math.random", Math::random);
    draws.put("ThreadLocalRandom", () -> ThreadLocalRandom.current().nextLong());
    draws.put("UUID.randomUUID", UUID::randomUUID);
    return draws;
  }

  private static void await(Path file) throws InterruptedException {
    while (!Files.exists(file)) {
      Thread.sleep(10);
    }
  }
}
