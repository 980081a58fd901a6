package dev.diverge.testapps.forklab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.testapps.emitters.JdkEmitters;
import dev.diverge.testlab.AgentJar;
import dev.diverge.testlab.Comparison;
import dev.diverge.testlab.EmitterOutcome;
import dev.diverge.testlab.ForkLab;
import dev.diverge.testlab.LabSize;
import dev.diverge.testlab.Outcome;
import dev.diverge.testlab.Verdict;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every emitter of the JDK: repeated by clones without the agent, by none with it. */
class JdkClonesTest {
  /** A control in which these did not repeat would show nothing. */
  private static final Set<String> REPEATED =
      Set.of(
          "SecureRandom",
          "SecureRandom.nextGaussian",
          "NativePRNG",
          "NativePRNGBlocking",
          "NativePRNGNonBlocking",
          "DRBG",
          "new DRBG",
          "Hash_DRBG,SHA-256",
          "Hash_DRBG,SHA-256 after reseed()",
          "HMAC_DRBG,SHA-512",
          "CTR_DRBG,AES-128,use_df",
          "SHA1PRNG",
          "SHA1PRNG, the rest of a block",
          "SHA1PRNG, seeded by the user first",
          "new SHA1PRNG",
          "third-party SPI",
          "third-party SPI that ignores setSeed",
          "Random",
          "Random.nextGaussian",
          "Math.random",
          "Collections.shuffle",
          "ThreadLocalRandom",
          "ThreadLocalRandom of a new thread",
          "SplittableRandom",
          "SplittableRandom's child",
          "new SplittableRandom",
          "generator L64X128MixRandom",
          "generator Xoshiro256PlusPlus, a new copy",
          "new generator L128X1024MixRandom",
          "UUID.randomUUID",
          "File.createTempFile",
          "java.rmi.server.UID",
          "AES key",
          "AES/GCM/NoPadding IV",
          "EC key pair",
          "ECDSA nonce",
          "TLS ClientHello random");

  private static final Pattern LINE =
      Pattern.compile("diverge: clone detected: epoch 1 \\(page\\), \\d+ states reset in \\d+ ms");

  private final ForkLab lab = new ForkLab(new JdkEmitters()).clones(LabSize.clones());

  @Test
  void noCloneRepeatsAnother() {
    check(lab);
  }

  @Test
  void noCloneRepeatsAnotherWhereEverySecureRandomIsADrbg() {
    check(lab.jvmFlags(ForkLab.EGD));
  }

  private static void check(ForkLab lab) {
    Comparison comparison = Comparison.run(lab, Optional.of(AgentJar.required()));
    Outcome control = comparison.control();
    assertEquals(List.of(), control.deadClones());
    assertEquals(Set.of(), missing(names(control.judged(Verdict.REPEATED))));
    assertEquals(List.of(), names(control.judged(Verdict.CHANGED)));
    assertEquals(List.of(), names(control.judged(Verdict.FAILED)));
    Outcome guarded = Objects.requireNonNull(comparison.guarded());
    assertTrue(
        guarded.complaints().isEmpty(),
        () -> String.join("\n", guarded.complaints()) + "\n" + guarded.stderr());
    assertOneLineAClone(guarded.stderr());
  }

  /** Each clone notices by itself; the original, whose page rises too, may have done so as well. */
  private static void assertOneLineAClone(String stderr) {
    List<String> lines = stderr.lines().toList();
    assertTrue(lines.stream().allMatch(LINE.asMatchPredicate()), stderr);
    int original = lines.size() - LabSize.clones();
    assertTrue(original == 0 || original == 1, stderr);
  }

  private static Set<String> missing(List<String> repeated) {
    Set<String> missing = new HashSet<>(REPEATED);
    repeated.forEach(missing::remove);
    return missing;
  }

  private static List<String> names(List<EmitterOutcome> emitters) {
    return emitters.stream().map(EmitterOutcome::name).collect(Collectors.toList());
  }
}
