package dev.diverge.integrations.jdk;

import static dev.diverge.integrations.MethodUse.Use.CHILD;
import static dev.diverge.integrations.MethodUse.Use.CHILD_OF_ARGUMENT;
import static dev.diverge.integrations.MethodUse.Use.CHILD_OF_PROXY;
import static dev.diverge.integrations.Reset.call;
import static dev.diverge.integrations.Reset.clear;
import static dev.diverge.integrations.Reset.fresh;
import static dev.diverge.integrations.Reset.freshAtomic;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.JdkType;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Reset;
import dev.diverge.integrations.Severity;

/**
 * The JDK's random state. Nearly everything a service calls random ends in one of these few
 * classes: UUIDs, session ids, keys, nonces, temp-file names.
 */
public final class JdkRandomState implements Integration {

  private static final String SPLIT =
      "split(Ljava/util/random/RandomGenerator$SplittableGenerator;)Ljava/util/SplittableRandom;";

  @Override
  public void describe(Library library) {
    library
        .name("jdk-random")
        .severity(Severity.SECURITY)
        .state(
            "every SecureRandom, Random, SplittableRandom and RandomGenerator; UUIDs, RMI's UIDs")
        .reset("reseeded, and drawn anew, at the next draw: see random-state.md")
        .limits("what the user seeded stays as seeded")
        .provokedBy("dev.diverge.integrations.jdk.JdkRandomProvocation");
    secureRandomEngines(library);
    secureRandom(library);
    random(library);
    splittable(library);
    // The package moved into java.base in JDK 23; what is not there is never loaded.
    algorithms(library, "jdk.random.");
    algorithms(library, "jdk.internal.random.");
    rmi(library);
  }

  private static void secureRandomEngines(Library library) {
    // SHA1PRNG: instances, the static seeder of all others, NativePRNG's mixer. engineSetSeed
    // supplements the state and drops the leftover bytes.
    library
        .jdkType("sun.security.provider.SecureRandom")
        .made("()V", "([B)V")
        .aged("readObject(Ljava/io/ObjectInputStream;)V")
        .drawn("engineNextBytes([B)V")
        .reset(call("engineSetSeed", 32));

    // Every DRBG mechanism, and the static seeder that reseed() and new instances draw from.
    library
        .jdkType("sun.security.provider.AbstractDrbg")
        .made("()V", "(Ljava/security/SecureRandomParameters;)V")
        .drawn("engineNextBytes([BLjava/security/SecureRandomParameters;)V")
        .reset(call("engineSetSeed", 48));

    // The bytes read ahead from the device; the mixer they are XORed with is a SHA1PRNG. One that
    // is
    // made after a clone must not have its seed from the kernel alone.
    library
        .jdkType("sun.security.provider.NativePRNG$RandomIO")
        .made("(Ljava/io/File;Ljava/io/File;)V")
        .drawn("implNextBytes([B)V")
        .blended("implGenerateSeed(I)[B")
        .blending("getMixRandom()Lsun/security/provider/SecureRandom;")
        .reset(clear("buffered").under("LOCK_GET_BYTES"));

    // What every other engine and static seeder of the JDK's has from the kernel, and what it gives
    // to who asks for a seed, or for prediction resistance.
    library.jdkType("sun.security.provider.SeedGenerator").blended("generateSeed([B)V");

    // A DRBG that is seeded by the user before its first use has nothing else of its own.
    library.jdkType("sun.security.provider.AbstractDrbg$NonceProvider").blended("next()[B");
  }

  private static void secureRandom(Library library) {
    // A front for engines, of which only those of other providers have no guard of their own.
    library
        .jdkType("java.security.SecureRandom")
        .engine("secureRandomSpi")
        .seeding("setSeed([B)V", "([B)V")
        .mixed(
            "nextBytes([B)V",
            "nextBytes([BLjava/security/SecureRandomParameters;)V",
            "generateSeed(I)[B");
  }

  private static void random(Library library) {
    library
        .jdkType("java.util.Random")
        .exemptUnlessMade()
        .made("()V")
        .madeIfSecure("(J)V") // for the leftover Gaussian, which every SecureRandom inherits
        .seeded("setSeed(J)V")
        .drawn("next(I)I", "nextGaussian()D")
        .carrying(
            "writeObject(Ljava/io/ObjectOutputStream;)V",
            "readObject(Ljava/io/ObjectInputStream;)V")
        .salted("seedUniquifier()J")
        .reset(freshAtomic("seed", 48), clear("haveNextNextGaussian"));

    // One salt serves every thread, platform or virtual, without finding any of them.
    library.jdkType("java.util.concurrent.ThreadLocalRandom").salted("nextSeed()J");
    library.jdkType("jdk.internal.util.random.RandomSupport").salted("initialSeed()J");
  }

  private static void splittable(Library library) {
    library
        .jdkType("java.util.SplittableRandom")
        .exemptUnlessMade()
        .made("()V")
        .saltedCounters("()V")
        .drawn("nextSeed()J")
        .child("split()Ljava/util/SplittableRandom;", CHILD)
        .child(SPLIT, CHILD_OF_ARGUMENT)
        .reset(fresh("seed"), fresh("gamma", "mixGamma"));
    library
        .jdkType("java.util.SplittableRandom$AbstractSplittableGeneratorProxy")
        .child(SPLIT, "java.util.SplittableRandom", CHILD_OF_PROXY);
  }

  private static void algorithms(Library library, String pkg) {
    lxm(library, pkg + "L32X64MixRandom", "nextInt()I").reset(words("s", "x0", "x1"));
    lxm(library, pkg + "L64X128MixRandom", "nextLong()J").reset(words("s", "x0", "x1"));
    lxm(library, pkg + "L64X128StarStarRandom", "nextLong()J").reset(words("s", "x0", "x1"));
    lxm(library, pkg + "L64X256MixRandom", "nextLong()J").reset(words("s", "x0", "x1", "x2", "x3"));
    lxm(library, pkg + "L64X1024MixRandom", "nextLong()J").reset(words("s", "x"));
    lxm(library, pkg + "L128X128MixRandom", "nextLong()J").reset(words("sh", "sl", "x0", "x1"));
    lxm(library, pkg + "L128X256MixRandom", "nextLong()J")
        .reset(words("sh", "sl", "x0", "x1", "x2", "x3"));
    lxm(library, pkg + "L128X1024MixRandom", "nextLong()J").reset(words("sh", "sl", "x"));
    jumpable(library, pkg + "Xoroshiro128PlusPlus").reset(words("x0", "x1"));
    jumpable(library, pkg + "Xoshiro256PlusPlus").reset(words("x0", "x1", "x2", "x3"));
  }

  private static JdkType lxm(Library library, String name, String draw) {
    return library
        .jdkType(name)
        .exemptUnlessMade()
        .made("()V")
        .saltedCounters("()V")
        .drawn(draw)
        .child(
            "split(Ljava/util/random/RandomGenerator$SplittableGenerator;J)"
                + "Ljava/util/random/RandomGenerator$SplittableGenerator;",
            CHILD_OF_ARGUMENT);
  }

  private static JdkType jumpable(Library library, String name) {
    return library
        .jdkType(name)
        .exemptUnlessMade()
        .made("()V")
        .saltedCounters("()V")
        .drawn("nextLong()J")
        .child("copy()L".concat(name.replace('.', '/')).concat(";"), CHILD);
  }

  private static Reset[] words(String... fields) {
    Reset[] resets = new Reset[fields.length];
    for (int i = 0; i < fields.length; i++) {
      resets[i] = fresh(fields[i]);
    }
    return resets;
  }

  private static void rmi(Library library) {
    // A new host-unique number makes every later UID, hence VMID and random ObjID, this clone's.
    library
        .jdkType("java.rmi.server.UID")
        .checked("()V")
        .reset(clear("hostUniqueSet")); // read under a lock; published by the mark's volatile write
  }
}
