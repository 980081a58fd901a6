package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Emitters;
import java.security.SecureRandom;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.prng.DigestRandomGenerator;
import org.bouncycastle.crypto.prng.RandomGenerator;
import org.bouncycastle.crypto.prng.ReversedWindowGenerator;
import org.bouncycastle.crypto.prng.SP800SecureRandomBuilder;
import org.bouncycastle.crypto.prng.VMPCRandomGenerator;
import org.bouncycastle.crypto.prng.X931SecureRandomBuilder;

@Versions({
  "org.bouncycastle:bcprov-jdk15on:1.60",
  "org.bouncycastle:bcprov-jdk15on:1.70",
  "org.bouncycastle:bcprov-jdk18on:1.71",
  "org.bouncycastle:bcprov-jdk18on:1.87"
})
class BouncyCastleGeneratorsTest implements LibraryTest {
  @Override
  @SuppressWarnings("deprecation") // the constructor of AESEngine, for the oldest version
  public void describe(Emitters emitters) {
    emitters.add(
        "SP800 hash",
        () -> new SP800SecureRandomBuilder().buildHash(new SHA256Digest(), null, false),
        BouncyCastleGeneratorsTest::bytes);
    emitters.add(
        "SP800 HMAC",
        () -> new SP800SecureRandomBuilder().buildHMAC(new HMac(new SHA256Digest()), null, false),
        BouncyCastleGeneratorsTest::bytes);
    emitters.add(
        "SP800 CTR",
        () -> new SP800SecureRandomBuilder().buildCTR(new AESEngine(), 256, null, false),
        BouncyCastleGeneratorsTest::bytes);
    emitters.add(
        "X9.31",
        () ->
            new X931SecureRandomBuilder()
                .build(new AESEngine(), new KeyParameter(new byte[16]), false),
        BouncyCastleGeneratorsTest::bytes);
    emitters.add(
        "digest",
        () -> seeded(new DigestRandomGenerator(new SHA256Digest())),
        BouncyCastleGeneratorsTest::bytes);
    emitters.add(
        "VMPC", () -> seeded(new VMPCRandomGenerator()), BouncyCastleGeneratorsTest::bytes);
    emitters.add(
        "reversed window",
        () -> seeded(new ReversedWindowGenerator(new VMPCRandomGenerator(), 64)),
        BouncyCastleGeneratorsTest::bytes);
  }

  private static RandomGenerator seeded(RandomGenerator generator) {
    generator.addSeedMaterial(System.nanoTime());
    return generator;
  }

  private static byte[] bytes(RandomGenerator generator) {
    byte[] bytes = new byte[16];
    generator.nextBytes(bytes);
    return bytes;
  }

  private static byte[] bytes(SecureRandom random) {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return bytes;
  }
}
