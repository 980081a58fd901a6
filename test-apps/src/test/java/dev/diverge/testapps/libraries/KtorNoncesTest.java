package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Emitters;
import java.util.Arrays;
import java.util.UUID;

@Versions({"io.ktor:ktor-utils-jvm:1.0.0", "io.ktor:ktor-utils-jvm:3.6.1"})
class KtorNoncesTest implements LibraryTest {

  private static final String NONCES = "io.ktor.util.NonceKt";
  private static final String CRYPTO = "io.ktor.util.CryptoKt";

  @Override
  public void describe(Emitters emitters) throws Exception {
    Object unused = Inside.call(CRYPTO, "generateNonce");
    if (isFilledOnAThread()) {
      emitters.add("nonce", KtorNoncesTest::next);
    } else {
      emitters.add("nonce", () -> Inside.call(CRYPTO, "generateNonce"));
    }
  }

  /** From 3.6 a nonce is drawn at once where none is there. */
  private static boolean isFilledOnAThread() throws Exception {
    return Arrays.stream(Class.forName(NONCES).getMethods())
        .anyMatch(method -> method.getName().equals("getSeedChannel"));
  }

  /** What is there in advance; to draw one anew takes a thread, which a forked clone has not. */
  private static Object next() throws Exception {
    Object there = Inside.call(Inside.call(NONCES, "getSeedChannel"), "poll");
    return there != null ? there : UUID.randomUUID();
  }
}
