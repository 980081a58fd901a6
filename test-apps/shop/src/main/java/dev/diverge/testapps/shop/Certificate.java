package dev.diverge.testapps.shop;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A key and a certificate for it that nobody else has signed, made by the JDK's own keytool. */
final class Certificate {
  /** Of a file that is gone with the process. */
  static final String PASSWORD = "changeit";

  private Certificate() {}

  /** The key store's file, in that folder. */
  static Path make(Path folder) throws IOException, InterruptedException {
    Path store = folder.resolve("shop.p12");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-J-XX:TieredStopAtLevel=1",
            "-genkeypair",
            "-alias",
            "shop",
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-dname",
            "CN=localhost",
            "-ext",
            "SAN=dns:localhost,ip:127.0.0.1",
            "-storetype",
            "PKCS12",
            "-keystore",
            store.toString(),
            "-storepass",
            PASSWORD);
    Process keytool =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
            .start();
    String said =
        new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (keytool.waitFor() != 0) {
      throw new IOException("keytool: " + said);
    }
    return store;
  }
}
