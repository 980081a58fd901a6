package dev.diverge.testapps.tls;

import dev.diverge.testapps.answers.Page;
import dev.diverge.testlab.JavaHome;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.CipherSpi;
import javax.net.ssl.SSLException;

/**
 * Is cloned while a TLS record is being encrypted: after the cipher was initialised for it, before
 * it is used. Says what becomes of the record.
 */
final class ClonedInRecordApp {

  private static final String SUITE = "TLS_AES_128_GCM_SHA256";

  private static volatile Runnable between = () -> {};

  private ClonedInRecordApp() {}

  public static void main(String[] args) throws Exception {
    Page page = new Page(Path.of(args[0]));
    Security.insertProviderAt(new SlowGcm(), 1);
    TlsContexts contexts =
        new TlsContexts(
            Identity.make(JavaHome.running(), Files.createTempDirectory("record")), "TLS");
    EnginePair pair = new EnginePair(contexts, "TLSv1.3", SUITE);
    pair.greet();
    int[] clones = {0};
    between =
        () -> {
          page.raise();
          clones[0]++;
        };
    try {
      pair.clientRecord(new byte[100]);
      System.out.println("sent");
    } catch (SSLException refused) {
      System.out.println(refused.getMessage().contains("cloned") ? "refused" : refused);
    } catch (RuntimeException odd) {
      System.out.println(odd);
    }
    System.out.println("cloned " + clones[0]);
  }

  /** AES/GCM of the JDK's, initialised for good only when it is used. */
  public static final class SlowGcm extends Provider {

    @SuppressWarnings("this-escape")
    SlowGcm() {
      super("SlowGcm", "1", "");
      put("Cipher.AES/GCM/NoPadding", Lazy.class.getName());
    }
  }

  /** What a provider is asked for. */
  public static final class Lazy extends CipherSpi {

    private final Cipher cipher;
    private int mode;
    private Key key;
    private AlgorithmParameterSpec parameters;
    private byte[] aad = {};

    public Lazy() throws GeneralSecurityException {
      cipher = Cipher.getInstance("AES/GCM/NoPadding", "SunJCE");
    }

    @Override
    protected void engineInit(
        int mode, Key key, AlgorithmParameterSpec parameters, SecureRandom random)
        throws InvalidKeyException, InvalidAlgorithmParameterException {
      this.mode = mode;
      this.key = key;
      this.parameters = parameters;
      if (parameters == null) {
        cipher.init(mode, key); // to be asked for sizes before a connection is
      }
    }

    @Override
    protected void engineInit(int mode, Key key, SecureRandom random) throws InvalidKeyException {
      this.mode = mode;
      this.key = key;
      cipher.init(mode, key);
    }

    @Override
    protected void engineInit(
        int mode, Key key, AlgorithmParameters parameters, SecureRandom random) {
      throw new UnsupportedOperationException();
    }

    @Override
    protected void engineUpdateAAD(byte[] source, int offset, int length) {
      aad = Arrays.copyOfRange(source, offset, offset + length);
      if (mode == Cipher.ENCRYPT_MODE) {
        between.run();
      }
    }

    @Override
    protected void engineUpdateAAD(ByteBuffer source) {
      aad = new byte[source.remaining()];
      source.get(aad);
    }

    @Override
    protected int engineDoFinal(ByteBuffer input, ByteBuffer output) {
      try {
        cipher.init(mode, key, parameters);
        cipher.updateAAD(aad);
        return cipher.doFinal(input, output);
      } catch (GeneralSecurityException e) {
        throw new IllegalArgumentException(e);
      }
    }

    @Override
    protected int engineGetOutputSize(int length) {
      return length + 16;
    }

    @Override
    protected int engineGetBlockSize() {
      return 16;
    }

    @Override
    protected int engineGetKeySize(Key key) {
      return key.getEncoded().length * 8;
    }

    @Override
    protected byte[] engineGetIV() {
      return cipher.getIV();
    }

    @Override
    protected AlgorithmParameters engineGetParameters() {
      return cipher.getParameters();
    }

    @Override
    protected void engineSetMode(String mode) {}

    @Override
    protected void engineSetPadding(String padding) {}

    @Override
    protected byte[] engineUpdate(byte[] input, int offset, int length) {
      throw new UnsupportedOperationException();
    }

    @Override
    protected int engineUpdate(byte[] input, int offset, int length, byte[] output, int to) {
      throw new UnsupportedOperationException();
    }

    @Override
    protected byte[] engineDoFinal(byte[] input, int offset, int length) {
      ByteBuffer output = ByteBuffer.allocate(engineGetOutputSize(length));
      engineDoFinal(ByteBuffer.wrap(input, offset, length), output);
      return Arrays.copyOf(output.array(), output.position());
    }

    @Override
    protected int engineDoFinal(byte[] input, int offset, int length, byte[] output, int to) {
      throw new UnsupportedOperationException();
    }
  }
}
