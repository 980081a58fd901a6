package dev.diverge.testapps.demo;

import java.security.interfaces.ECPrivateKey;
import java.util.List;

/** Tells the theft step by step, with its numbers. */
final class HowItWasStolen {
  private HowItWasStolen() {}

  static String from(List<SignedMessage> messages, ECPrivateKey key) {
    SignedMessage one = messages.get(0);
    SignedMessage other = messages.get(1);
    return """
        Without Diverge two clones signed different messages with one nonce, so r is the same:
          "%s"  r = %s
          "%s"  r = %s
        Two equations, two unknowns: the service's private key is
          d = %s
        and a message signed with it passes under the service's public key: %s.
        """
        .formatted(
            one.message(),
            start(one.signature().r().toString(16)),
            other.message(),
            start(other.signature().r().toString(16)),
            start(key.getS().toString(16)),
            KeyRecovery.signsFor(key, one.key()) ? "verified" : "REFUSED");
  }

  /** The key is a demonstration's, but one does not print keys. */
  private static String start(String hex) {
    return hex.substring(0, 16) + "…";
  }
}
