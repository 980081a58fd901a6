package dev.diverge.testapps.emitters;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandomSpi;
import java.util.Arrays;

/** A hash chain, seeded by the system once; good enough to be cloned. */
public class ThirdPartySpi extends SecureRandomSpi {
  private static final long serialVersionUID = 1;

  private byte[] state = fromSystem(32);

  @Override
  protected synchronized void engineSetSeed(byte[] seed) {
    state = hash(state, seed);
  }

  @Override
  protected synchronized void engineNextBytes(byte[] bytes) {
    for (int done = 0; done < bytes.length; done += state.length) {
      byte[] block = hash(state, new byte[] {1});
      System.arraycopy(block, 0, bytes, done, Math.min(block.length, bytes.length - done));
      state = hash(state, new byte[] {2});
    }
  }

  @Override
  protected byte[] engineGenerateSeed(int numBytes) {
    return fromSystem(numBytes);
  }

  private static byte[] hash(byte[] state, byte[] more) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(state);
      return digest.digest(more);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] fromSystem(int size) {
    try (var urandom = Files.newInputStream(Path.of("/dev/urandom"))) {
      return Arrays.copyOf(urandom.readNBytes(size), size);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One of those for which {@code setSeed} is a courtesy. */
  public static final class IgnoresSeed extends ThirdPartySpi {
    private static final long serialVersionUID = 1;

    @Override
    protected synchronized void engineSetSeed(byte[] seed) {}
  }
}
