package dev.diverge.testapps.bench;

import java.security.Provider;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** 16 bytes of whom one may ask for them instead of the JDK. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PeerBenchmark {

  private static final String BOUNCY_CASTLE =
      "DEFAULT org.bouncycastle.jce.provider.BouncyCastleProvider";
  private static final String CORRETTO =
      "DEFAULT com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

  /** An algorithm, and the provider's class unless it is the JDK's. */
  @Param({"NativePRNG", "DRBG", BOUNCY_CASTLE, CORRETTO})
  public String engine = "";

  private final byte[] bytes = new byte[16];
  private SecureRandom random = new SecureRandom();

  @Setup
  public void make() throws Exception {
    String[] words = engine.split(" ", -1);
    if (words.length == 1) {
      random = SecureRandom.getInstance(words[0]);
    } else {
      Object provider = Class.forName(words[1]).getConstructor().newInstance();
      random = SecureRandom.getInstance(words[0], (Provider) provider);
    }
  }

  @Benchmark
  public byte[] sixteenBytes() {
    random.nextBytes(bytes);
    return bytes;
  }
}
