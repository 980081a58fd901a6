package dev.diverge.integrations.jdk;

import dev.diverge.integrations.Provocation;
import java.rmi.server.UID;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.SecureRandomSpi;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** Draws from each of the types that {@link JdkRandomState} names. */
public final class JdkRandomProvocation implements Provocation {

  @Override
  public void provoke(String type) throws Exception {
    byte[] out = new byte[8];
    switch (type) {
      case "sun.security.provider.SecureRandom" ->
          SecureRandom.getInstance("SHA1PRNG").nextBytes(out);
      case "sun.security.provider.AbstractDrbg" -> SecureRandom.getInstance("DRBG").nextBytes(out);
      case "sun.security.provider.NativePRNG$RandomIO" ->
          SecureRandom.getInstance("NativePRNG").nextBytes(out);
      case "sun.security.provider.SeedGenerator" ->
          SecureRandom.getInstance("SHA1PRNG").generateSeed(1);
      case "sun.security.provider.AbstractDrbg$NonceProvider" ->
          SecureRandom.getInstance("DRBG").nextBytes(out);
      case "java.security.SecureRandom" -> new Foreign().nextBytes(out);
      case "java.util.Random" -> new Random().nextInt();
      case "java.util.concurrent.ThreadLocalRandom" -> ThreadLocalRandom.current().nextInt();
      case "java.util.SplittableRandom" -> new SplittableRandom().nextInt();
      case "java.rmi.server.UID" -> new UID();
      default -> RandomGenerator.of(type.substring(type.lastIndexOf('.') + 1)).nextLong();
    }
  }

  private static final class Foreign extends SecureRandom {
    Foreign() {
      super(new Engine(), new Nobody());
    }
  }

  private static final class Nobody extends Provider {
    Nobody() {
      super("diverge-self-test", "1", "");
    }
  }

  private static final class Engine extends SecureRandomSpi {
    @Override
    protected void engineSetSeed(byte[] seed) {}

    @Override
    protected void engineNextBytes(byte[] bytes) {}

    @Override
    protected byte[] engineGenerateSeed(int numBytes) {
      return new byte[numBytes];
    }
  }
}
