package dev.diverge.integrations.jdk;

import static dev.diverge.integrations.Bond.bind;
import static dev.diverge.integrations.Bond.judge;
import static dev.diverge.integrations.Reset.clear;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Severity;

/**
 * Ciphers that the application holds, initialised with a key and a nonce that clones share, behind
 * the front that serves every provider; and the blinding of RSA's private operations.
 */
public final class JdkCiphers implements Integration {

  @Override
  public void describe(Library library) {
    library
        .name("jdk-ciphers")
        .severity(Severity.SECURITY)
        .provokedBy("dev.diverge.integrations.jdk.JdkTlsProvocation")
        .state("an encrypting Cipher in GCM, ChaCha20 or another stream mode; RSA's blinding")
        .reset("the cipher refuses until it is initialised anew; blinding is made anew")
        .limits("a CipherSpi used without javax.crypto.Cipher; keys that the application holds");
    library
        .bonded("javax.crypto.Cipher")
        .bonds(
            bind("init"),
            judge("update", "opmode", "transformation"),
            judge("doFinal", "opmode", "transformation"),
            judge("wrap", "opmode", "transformation"));

    // Without its exponents a set of blinding parameters fits no key, and a new one is made.
    library
        .jdkType("sun.security.rsa.RSACore$BlindingParameters")
        .made("(Ljava/math/BigInteger;Ljava/math/BigInteger;Ljava/math/BigInteger;)V")
        .drawn(
            "getBlindingRandomPair(Ljava/math/BigInteger;Ljava/math/BigInteger;"
                + "Ljava/math/BigInteger;)Lsun/security/rsa/RSACore$BlindingRandomPair;")
        .reset(clear("e"), clear("d"));
  }
}
