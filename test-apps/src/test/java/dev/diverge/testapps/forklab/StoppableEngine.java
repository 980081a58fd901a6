package dev.diverge.testapps.forklab;

import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.Security;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** The engines that a debugger stops in the middle of a draw, and where. */
enum StoppableEngine {
  SHA1PRNG("sun.security.provider.SecureRandom", "engineNextBytes") {
    @Override
    RandomGenerator make() throws NoSuchAlgorithmException {
      return SecureRandom.getInstance("SHA1PRNG");
    }
  },
  HASH_DRBG("sun.security.provider.HashDrbg", "generateAlgorithm") {
    @Override
    RandomGenerator make() throws NoSuchAlgorithmException {
      return drbg("Hash_DRBG");
    }
  },
  HMAC_DRBG("sun.security.provider.HmacDrbg", "generateAlgorithm") {
    @Override
    RandomGenerator make() throws NoSuchAlgorithmException {
      return drbg("HMAC_DRBG");
    }
  },
  CTR_DRBG("sun.security.provider.CtrDrbg", "generateAlgorithm") {
    @Override
    RandomGenerator make() throws NoSuchAlgorithmException {
      return drbg("CTR_DRBG");
    }
  },
  NATIVE_PRNG("sun.security.provider.NativePRNG$RandomIO", "implNextBytes") {
    @Override
    RandomGenerator make() throws NoSuchAlgorithmException {
      return SecureRandom.getInstance("NativePRNG");
    }
  },
  RANDOM("java.util.Random", "next") {
    @Override
    RandomGenerator make() {
      return new Random();
    }
  },
  THREAD_LOCAL_RANDOM("java.util.concurrent.ThreadLocalRandom", "nextSeed") {
    @Override
    RandomGenerator make() {
      return ThreadLocalRandom.current();
    }
  },
  SPLITTABLE_RANDOM("java.util.SplittableRandom", "nextSeed") {
    @Override
    RandomGenerator make() {
      return new SplittableRandom();
    }
  },
  LXM("*.L64X128MixRandom", "nextLong") {
    @Override
    RandomGenerator make() {
      return RandomGenerator.of("L64X128MixRandom");
    }
  };

  final String type;
  final String method;

  StoppableEngine(String type, String method) {
    this.type = type;
    this.method = method;
  }

  abstract RandomGenerator make() throws NoSuchAlgorithmException;

  private static SecureRandom drbg(String mechanism) throws NoSuchAlgorithmException {
    Security.setProperty("securerandom.drbg.config", mechanism);
    return SecureRandom.getInstance("DRBG");
  }
}
