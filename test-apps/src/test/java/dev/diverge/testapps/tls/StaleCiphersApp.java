package dev.diverge.testapps.tls;

import dev.diverge.testapps.answers.Page;
import java.nio.file.Path;
import java.security.Key;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.spec.ChaCha20ParameterSpec;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;

/** Is cloned in the middle of messages, each of another cipher, and says what becomes of them. */
final class StaleCiphersApp {

  private StaleCiphersApp() {}

  public static void main(String[] args) throws Exception {
    Page page = new Page(Path.of(args[0]));
    tell(page, "AES/GCM/NoPadding", "AES", new GCMParameterSpec(128, fresh(12)));
    tell(page, "AES/CTR/NoPadding", "AES", new IvParameterSpec(fresh(16)));
    tell(page, "AES/CBC/PKCS5Padding", "AES", new IvParameterSpec(fresh(16)));
    tell(page, "ChaCha20", "ChaCha20", new ChaCha20ParameterSpec(fresh(12), 1));
    tell(page, "ChaCha20-Poly1305/None/NoPadding", "ChaCha20", new IvParameterSpec(fresh(12)));
  }

  private static void tell(
      Page page, String transformation, String algorithm, AlgorithmParameterSpec parameters)
      throws Exception {
    Key key = KeyGenerator.getInstance(algorithm).generateKey();
    Cipher encrypting = Cipher.getInstance(transformation);
    Cipher decrypting = Cipher.getInstance(transformation);
    encrypting.init(Cipher.ENCRYPT_MODE, key, parameters);
    byte[] sealed = encrypting.doFinal(new byte[32]);
    encrypting = Cipher.getInstance(transformation);
    encrypting.init(Cipher.ENCRYPT_MODE, key, parameters);
    decrypting.init(Cipher.DECRYPT_MODE, key, parameters);
    encrypting.update(new byte[16]);
    decrypting.update(sealed, 0, 16);
    page.raise();
    System.out.println(
        transformation
            + ": update "
            + attempt(encrypting, false)
            + ", end "
            + attempt(encrypting, true)
            + ", decrypts "
            + (decrypting.doFinal(sealed, 16, sealed.length - 16).length > 0)
            + ", anew "
            + anew(transformation, algorithm, parameters));
  }

  private static String attempt(Cipher cipher, boolean last) throws Exception {
    try {
      return (last ? cipher.doFinal(new byte[16]) : cipher.update(new byte[16])) == null
          ? "nothing"
          : "goes on";
    } catch (IllegalStateException refused) {
      return refused.getMessage().contains("Diverge") ? "refused" : refused.toString();
    }
  }

  private static boolean anew(
      String transformation, String algorithm, AlgorithmParameterSpec parameters) throws Exception {
    Cipher cipher = Cipher.getInstance(transformation);
    cipher.init(Cipher.ENCRYPT_MODE, KeyGenerator.getInstance(algorithm).generateKey(), parameters);
    return cipher.doFinal(new byte[32]).length >= 32;
  }

  private static byte[] fresh(int n) {
    byte[] bytes = new byte[n];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }
}
