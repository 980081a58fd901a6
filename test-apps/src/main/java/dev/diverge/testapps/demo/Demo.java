package dev.diverge.testapps.demo;

import dev.diverge.testapps.Arguments;
import dev.diverge.testapps.forklab.AgentJar;
import dev.diverge.testapps.forklab.Comparison;
import dev.diverge.testapps.forklab.ComparisonTable;
import dev.diverge.testapps.forklab.ForkLab;
import dev.diverge.testapps.forklab.JavaHome;
import dev.diverge.testapps.forklab.LabFailure;
import dev.diverge.testapps.forklab.Outcome;
import java.security.interfaces.ECPrivateKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Shows what a hundred clones of one service have in common, without Diverge and with it. */
public final class Demo {
  private static final int SIGNING_CLONES = 3;

  private Demo() {}

  public static void main(String[] args) {
    try {
      Arguments arguments = Arguments.parse(args, Set.of("--clones", "--jdk"), Set.of());
      System.exit(show(arguments));
    } catch (IllegalArgumentException e) {
      System.err.println("demo: " + e.getMessage());
      System.exit(2);
    } catch (LabFailure e) {
      System.err.println("demo: " + e.getMessage());
      System.exit(1);
    }
  }

  private static int show(Arguments arguments) {
    int clones = arguments.count("--clones", 100);
    JavaHome jdk = arguments.value("--jdk").map(JavaHome::named).orElseGet(JavaHome::running);
    ForkLab lab =
        new ForkLab(new DemoEmitters())
            .on(jdk)
            .jvmFlags(ForkLab.EGD)
            .clones(clones)
            .slowClones(SIGNING_CLONES);
    Comparison comparison = Comparison.run(lab, AgentJar.find());
    Optional<ECPrivateKey> stolen = recover(comparison.control());
    Outcome guarded = comparison.guarded();
    Optional<ECPrivateKey> stolenAnyway = Optional.ofNullable(guarded).flatMap(Demo::recover);

    System.out.println();
    System.out.print(
        ComparisonTable.of(clones + " clones of one warmed JVM", comparison)
            .row(
                "private key from two clones' signatures",
                stolen.isPresent() ? "recovered" : "safe",
                guarded == null ? "-" : stolenAnyway.isPresent() ? "recovered" : "safe"));
    System.out.println();
    System.out.printf(
        "Java %s with %s, as many container images run it.%n", jdk.version(), ForkLab.EGD);
    stolen.ifPresent(
        key -> System.out.print(HowItWasStolen.from(messages(comparison.control()), key)));
    if (guarded == null) {
      System.out.println("The right column needs agent/target/diverge.jar, which is missing.");
      return 1;
    }
    if (stolenAnyway.isEmpty()) {
      System.out.println(
          "With Diverge the same attempt, on every two of the signatures, finds no key.");
    }
    guarded.complaints().forEach(complaint -> System.out.println("with Diverge: " + complaint));
    return guarded.complaints().isEmpty() && stolenAnyway.isEmpty() ? 0 : 1;
  }

  private static Optional<ECPrivateKey> recover(Outcome outcome) {
    return KeyRecovery.attempt(messages(outcome));
  }

  private static List<SignedMessage> messages(Outcome outcome) {
    return outcome.emitter(DemoEmitters.SIGNED).drawnByClones().stream()
        .flatMap(List::stream)
        .map(SignedMessage::parse)
        .toList();
  }
}
