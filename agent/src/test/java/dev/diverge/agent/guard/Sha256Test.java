package dev.diverge.agent.guard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.security.MessageDigest;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Sha256Test {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 55, 56, 63, 64, 65, 119, 120, 1000})
  void isTheJdks(int length) throws Exception {
    byte[] message = new byte[length];
    new Random(length).nextBytes(message);
    assertArrayEquals(
        MessageDigest.getInstance("SHA-256").digest(message),
        new Sha256().update(message).digest());
  }
}
