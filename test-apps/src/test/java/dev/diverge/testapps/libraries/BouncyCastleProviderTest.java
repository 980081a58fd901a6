package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Emitters;
import java.security.SecureRandom;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** What it provides is reached through java.security.SecureRandom. */
@Versions({"org.bouncycastle:bcprov-jdk15on:1.60", "org.bouncycastle:bcprov-jdk18on:1.87"})
class BouncyCastleProviderTest implements LibraryTest {
  @Override
  public void describe(Emitters emitters) {
    BouncyCastleProvider provider = new BouncyCastleProvider();
    for (String name : new String[] {"DEFAULT", "NONCEANDIV"}) {
      emitters.add(
          name, () -> SecureRandom.getInstance(name, provider), BouncyCastleProviderTest::bytes);
      emitters.add("new " + name, () -> bytes(SecureRandom.getInstance(name, provider)));
    }
  }

  private static byte[] bytes(SecureRandom random) {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return bytes;
  }
}
