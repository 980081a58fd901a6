package dev.diverge.testapps.emitters;

import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Draws that are wide enough for two never to be equal by chance. */
final class Bytes {
  private Bytes() {}

  static byte[] of(RandomGenerator generator) {
    return of(generator, 16);
  }

  static byte[] of(RandomGenerator generator, int size) {
    byte[] bytes = new byte[size];
    generator.nextBytes(bytes);
    return bytes;
  }

  static String twoInts(RandomGenerator generator) {
    return generator.nextInt() + " " + generator.nextInt();
  }

  static String streamed(RandomGenerator generator) {
    return generator.ints(2).mapToObj(Integer::toString).collect(Collectors.joining(" "));
  }
}
