package dev.diverge.testapps.tls;

import dev.diverge.testlab.JavaHome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;

/**
 * A key and its self-signed certificate, made by keytool for one run and forgotten after it. In
 * this form, since a key store takes seconds to open when interpreted.
 *
 * @param key in PKCS #8, hexadecimal as the other
 */
public record Identity(String key, String certificate) implements Serializable {
  /** Nobody, where none is shown. */
  public static final Identity NONE = new Identity("", "");

  private static final String PASSWORD = "for-one-run";

  public static Identity make(JavaHome jdk, Path folder) {
    try {
      Path store = Files.createTempDirectory(folder, "identity").resolve("store");
      Process keytool =
          new ProcessBuilder(
                  jdk.home().resolve("bin/keytool").toString(),
                  "-genkeypair",
                  "-keyalg",
                  "EC",
                  "-groupname",
                  "secp256r1",
                  "-alias",
                  "test",
                  "-dname",
                  "CN=localhost",
                  "-ext",
                  "san=dns:localhost,ip:127.0.0.1",
                  "-keystore",
                  store.toString(),
                  "-storetype",
                  "PKCS12",
                  "-storepass",
                  PASSWORD)
              .redirectErrorStream(true)
              .redirectOutput(Redirect.DISCARD)
              .start();
      if (keytool.waitFor() != 0) {
        throw new IllegalStateException("keytool made no key");
      }
      KeyStore opened = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(store)) {
        opened.load(in, PASSWORD.toCharArray());
      }
      return new Identity(
          Hex.of(opened.getKey("test", PASSWORD.toCharArray()).getEncoded()),
          Hex.of(opened.getCertificate("test").getEncoded()));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public PrivateKey privateKey() throws GeneralSecurityException {
    return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(Hex.bytes(key)));
  }

  public X509Certificate x509() throws GeneralSecurityException {
    Certificate x509 =
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(Hex.bytes(certificate)));
    return (X509Certificate) x509;
  }
}
