package dev.diverge.testapps.forklab;

import dev.diverge.testapps.Arguments;
import dev.diverge.testlab.AgentJar;
import dev.diverge.testlab.Comparison;
import dev.diverge.testlab.ComparisonTable;
import dev.diverge.testlab.EmitterSet;
import dev.diverge.testlab.ForkLab;
import dev.diverge.testlab.JavaHome;
import dev.diverge.testlab.LabFailure;
import dev.diverge.testlab.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Every emitter of a set, the JDK's by default, control beside protected arm, as one table. */
public final class ForkLabReport {
  private static final String JDK_EMITTERS = "dev.diverge.testapps.emitters.JdkEmitters";

  private static final String USAGE =
      """
      usage: ForkLabReport [options]
        --clones N        clones of each generation (100)
        --slow N          how many of them make keys and signatures as well (10)
        --generations N   transitions in a row (1)
        --jdk PATH|17|25  the JDK that is cloned (the running one)
        --egd             with -Djava.security.egd=file:/dev/./urandom
        --emitters CLASS  an EmitterSet (the JDK's)
        --late            the agent is attached once the JVM is warm
        --virtual         cloned on a virtual thread
        --agent JAR       the agent (the one that this build made)
        --control         without the protected arm
      """;

  private ForkLabReport() {}

  public static void main(String[] args) {
    try {
      System.exit(report(arguments(args)));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.print(USAGE);
      System.exit(2);
    } catch (LabFailure e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private static Arguments arguments(String[] args) {
    return Arguments.parse(
        args,
        Set.of("--clones", "--slow", "--generations", "--jdk", "--emitters", "--agent"),
        Set.of("--egd", "--late", "--virtual", "--control"));
  }

  private static int report(Arguments arguments) {
    JavaHome jdk = arguments.value("--jdk").map(JavaHome::named).orElseGet(JavaHome::running);
    int clones = arguments.count("--clones", 100);
    ForkLab lab =
        new ForkLab(emitters(arguments))
            .on(jdk)
            .clones(clones)
            .slowClones(arguments.count("--slow", 10))
            .generations(arguments.count("--generations", 1))
            .within(Duration.ofHours(1));
    String egd = arguments.has("--egd") ? ", egd" : "";
    lab = arguments.has("--egd") ? lab.jvmFlags(ForkLab.EGD) : lab;
    lab = arguments.has("--late") ? lab.attachLate() : lab;
    lab = arguments.has("--virtual") ? lab.onVirtualThread() : lab;
    Comparison comparison = Comparison.run(lab, agent(arguments));
    System.out.print(
        ComparisonTable.of(clones + " clones, Java " + jdk.version() + egd, comparison));
    System.out.println("without: " + comparison.control().summary());
    Outcome guarded = comparison.guarded();
    if (guarded == null) {
      return 0;
    }
    System.out.println("with Diverge: " + guarded.summary());
    guarded.complaints().forEach(System.out::println);
    return guarded.complaints().isEmpty() ? 0 : 1;
  }

  private static EmitterSet emitters(Arguments arguments) {
    String name = arguments.value("--emitters").orElse(JDK_EMITTERS);
    try {
      return Class.forName(name)
          .asSubclass(EmitterSet.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw new IllegalArgumentException("no EmitterSet to make of " + name, e);
    }
  }

  private static Optional<AgentJar> agent(Arguments arguments) {
    if (arguments.has("--control")) {
      return Optional.empty();
    }
    return Optional.of(
        arguments.value("--agent").map(Path::of).map(AgentJar::at).orElseGet(AgentJar::required));
  }
}
