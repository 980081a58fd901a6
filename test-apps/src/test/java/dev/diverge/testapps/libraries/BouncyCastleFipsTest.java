package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Emitters;
import java.security.Provider;
import java.security.SecureRandom;

/** By reflection, for its packages are those of the other provider. */
@Versions(
    value = {"org.bouncycastle:bc-fips:1.0.2", "org.bouncycastle:bc-fips:2.1.3"},
    slow = true)
class BouncyCastleFipsTest implements LibraryTest {
  @Override
  public void describe(Emitters emitters) throws Exception {
    Provider provider =
        Class.forName("org.bouncycastle.jcajce.provider.BouncyCastleFipsProvider")
            .asSubclass(Provider.class)
            .getConstructor()
            .newInstance();
    // DEFAULT, and whatever is made new, draws fresh entropy by itself.
    emitters.add(
        "NONCEANDIV",
        () -> SecureRandom.getInstance("NONCEANDIV", provider),
        BouncyCastleFipsTest::bytes);
  }

  private static byte[] bytes(SecureRandom random) {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return bytes;
  }
}
