package dev.diverge.testapps.demo;

import dev.diverge.testapps.emitters.ClientHello;
import dev.diverge.testlab.EmitterSet;
import dev.diverge.testlab.Emitters;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import org.apache.catalina.util.StandardSessionIdGenerator;

/** What a service draws in its day's work. */
final class DemoEmitters implements EmitterSet {
  static final String SIGNED = "signed by the service";

  private static final long serialVersionUID = 1;

  @Override
  public void describe(Emitters emitters) {
    emitters.add("UUID.randomUUID()", () -> UUID.randomUUID());
    emitters.add("SecureRandom (DRBG)", () -> SecureRandom.getInstance("DRBG"), Random::nextLong);
    emitters.add(
        "SecureRandom (SHA1PRNG)", () -> SecureRandom.getInstance("SHA1PRNG"), Random::nextLong);
    emitters.add("ThreadLocalRandom", () -> ThreadLocalRandom.current().nextLong());
    emitters.add("Random", Random::new, Random::nextLong);
    emitters.add("SplittableRandom", SplittableRandom::new, SplittableRandom::nextLong);
    emitters.add("Math.random()", () -> Math.random());
    emitters.add(
        "Tomcat session id",
        StandardSessionIdGenerator::new,
        StandardSessionIdGenerator::generateSessionId);
    emitters.add("AES key", () -> key().getEncoded());
    emitters.add("AES-GCM IV", DemoEmitters::key, DemoEmitters::iv);
    emitters.add(
        "TLS ClientHello random",
        ClientHello::context,
        context -> ClientHello.of(context, "TLSv1.2").random());
    emitters.add(
        "temporary file's name", () -> gone(File.createTempFile("order", ".tmp").toPath()));
    emitters
        .add("Random(42), seeded by the user", () -> new Random(42), Random::nextLong)
        .mustEqual();
    emitters.add(SIGNED, SigningService::start, SigningService::sign).slow().onlyRecorded();
  }

  private static SecretKey key() throws Exception {
    return KeyGenerator.getInstance("AES").generateKey();
  }

  private static byte[] iv(SecretKey key) throws Exception {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(Cipher.ENCRYPT_MODE, key);
    return cipher.getIV();
  }

  private static Path gone(Path file) throws Exception {
    Files.delete(file);
    return file;
  }
}
