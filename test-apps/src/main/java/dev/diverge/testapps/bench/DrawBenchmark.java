package dev.diverge.testapps.bench;

import dev.diverge.PerClone;
import dev.diverge.testlab.GenerationPage;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One draw from each kind of generator. Each thread has its own, as is good practice. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DrawBenchmark {

  private final byte[] bytes = new byte[16];
  private Random random = new Random();
  private Random seeded = new Random(42);
  private SplittableRandom splittable = new SplittableRandom();
  private RandomGenerator lxm = RandomGenerator.of("L64X128MixRandom");
  private Object plain = new Object();
  private PerClone<Object> ownValue = PerClone.of(Object::new);
  private SecureRandom nativePrng = engine("NativePRNG");
  private SecureRandom drbg = engine("DRBG");
  private SecureRandom sha1Prng = engine("SHA1PRNG");

  /** In the arm "after a clone", everything has been drawn from before it and once after it. */
  @Setup
  public void clone(Clone once) {
    drawAll();
    once.happen();
    drawAll();
  }

  @Benchmark
  public long threadLocalRandom() {
    return ThreadLocalRandom.current().nextLong();
  }

  @Benchmark
  public int random() {
    return random.nextInt();
  }

  @Benchmark
  public int seededRandom() {
    return seeded.nextInt();
  }

  @Benchmark
  public long splittableRandom() {
    return splittable.nextLong();
  }

  @Benchmark
  public long l64x128MixRandom() {
    return lxm.nextLong();
  }

  @Benchmark
  public byte[] nativePrng() {
    nativePrng.nextBytes(bytes);
    return bytes;
  }

  @Benchmark
  public byte[] drbg() {
    drbg.nextBytes(bytes);
    return bytes;
  }

  @Benchmark
  public byte[] sha1Prng() {
    sha1Prng.nextBytes(bytes);
    return bytes;
  }

  @Benchmark
  public UUID randomUuid() {
    return UUID.randomUUID();
  }

  /** What {@link #perClone} is measured against. */
  @Benchmark
  public Object plainField() {
    return plain;
  }

  @Benchmark
  public Object perClone() {
    return ownValue.get();
  }

  private void drawAll() {
    threadLocalRandom();
    random();
    seededRandom();
    splittableRandom();
    l64x128MixRandom();
    nativePrng();
    drbg();
    sha1Prng();
    randomUuid();
    perClone();
  }

  private static SecureRandom engine(String algorithm) {
    try {
      return SecureRandom.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Raises the page that {@code bench.page} names, once in a JVM; without it, does nothing. */
  @State(Scope.Benchmark)
  public static class Clone {

    private boolean happened;

    synchronized void happen() {
      String page = System.getProperty("bench.page");
      if (page != null && !happened) {
        happened = true;
        new GenerationPage(Path.of(page)).write(System.nanoTime());
      }
    }
  }
}
