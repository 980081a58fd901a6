package dev.diverge.testapps.emitters;

import dev.diverge.testapps.answers.Page;
import java.nio.file.Path;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.SecureRandomSpi;
import java.security.Security;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Another provider's engines across a clone, and what becomes of what they give. */
final class ForeignEnginesApp {
  private static final CountDownLatch INSIDE = new CountDownLatch(1);
  private static final CountDownLatch GO = new CountDownLatch(1);
  private static volatile boolean cloned;

  private ForeignEnginesApp() {}

  public static void main(String[] args) throws Exception {
    Page page = new Page(Path.of(args[0]));
    Provider provider = new Anybody();
    Security.insertProviderAt(provider, 1);
    SecureRandom counting = SecureRandom.getInstance("Counting", provider);
    SecureRandom refusing = SecureRandom.getInstance("Refusing", provider);
    counting.nextLong();
    refusing.nextLong();
    boolean asBefore = Arrays.equals(counting.generateSeed(16), new byte[16]);

    cloned = true;
    page.raise();
    byte[] slow = new byte[8];
    Thread inFlight = new Thread(() -> counting.nextBytes(slow), "slow");
    inFlight.start();
    INSIDE.await(20, TimeUnit.SECONDS);
    counting.nextLong(); // reseeds
    GO.countDown();
    inFlight.join();
    System.out.println("stale bytes given out: " + Arrays.equals(slow, Counting.STALE));
    System.out.println("seed as the engine gave it before: " + asBefore);
    System.out.println("seed as the engine gave it: " + isZero(counting.generateSeed(16)));
    System.out.println("getSeed as the engine gave it: " + isZero(SecureRandom.getSeed(16)));
    byte[] refused = new byte[16];
    refusing.nextBytes(refused);
    refusing.nextBytes(refused);
    System.out.println("as the one that refuses gave it: " + isZero(refused));
  }

  private static boolean isZero(byte[] bytes) {
    return Arrays.equals(bytes, new byte[bytes.length]);
  }

  /** Takes a seed, and gives stale bytes until it has had one since the clone. */
  public static class Counting extends SecureRandomSpi {
    static final byte[] STALE = {7, 7, 7, 7, 7, 7, 7, 7};

    private byte given = 7;

    @Override
    protected synchronized void engineSetSeed(byte[] seed) {
      if (cloned) {
        given = 0;
      }
    }

    @Override
    protected void engineNextBytes(byte[] bytes) {
      synchronized (this) {
        Arrays.fill(bytes, given);
      }
      if (cloned && Thread.currentThread().getName().equals("slow") && bytes[0] != 0) {
        INSIDE.countDown();
        try {
          GO.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }

    @Override
    protected byte[] engineGenerateSeed(int count) {
      return new byte[count];
    }
  }

  /** Throws an error at whoever seeds it. */
  public static final class Refusing extends SecureRandomSpi {
    @Override
    protected void engineSetSeed(byte[] seed) {
      throw new AssertionError("takes no seed");
    }

    @Override
    protected void engineNextBytes(byte[] bytes) {
      Arrays.fill(bytes, (byte) 0);
    }

    @Override
    protected byte[] engineGenerateSeed(int count) {
      return new byte[count];
    }
  }

  private static final class Anybody extends Provider {
    Anybody() {
      super("Anybody", "1", "engines that the JDK did not make");
      put("SecureRandom.Counting", Counting.class.getName());
      put("SecureRandom.Counting ThreadSafe", "true");
      put("SecureRandom.Refusing", Refusing.class.getName());
    }
  }
}
