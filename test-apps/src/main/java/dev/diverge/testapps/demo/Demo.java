package dev.diverge.testapps.demo;

import dev.diverge.testapps.Arguments;
import dev.diverge.testapps.demo.web.Board;
import dev.diverge.testapps.demo.web.Boards;
import dev.diverge.testapps.demo.web.WebDemo;
import dev.diverge.testapps.vmlab.GuestPlan;
import dev.diverge.testapps.vmlab.GuestWork;
import dev.diverge.testapps.vmlab.Kernel;
import dev.diverge.testapps.vmlab.LabTrouble;
import dev.diverge.testapps.vmlab.VmLab;
import dev.diverge.testapps.vmlab.Workshop;
import dev.diverge.testlab.AgentJar;
import dev.diverge.testlab.Comparison;
import dev.diverge.testlab.ComparisonTable;
import dev.diverge.testlab.ForkLab;
import dev.diverge.testlab.JavaHome;
import dev.diverge.testlab.LabFailure;
import dev.diverge.testlab.Outcome;
import java.io.IOException;
import java.security.interfaces.ECPrivateKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.catalina.util.StandardSessionIdGenerator;

/** Shows what clones of one service have in common, without Diverge and with it. */
public final class Demo {
  private static final int SIGNING_CLONES = 3;
  private static final Kernel KERNEL = Kernel.LINUX_6_12;
  private static final String SOURCE = "kmsg";

  private Demo() {}

  public static void main(String[] args) {
    try {
      Arguments arguments =
          Arguments.parse(args, Set.of("--clones", "--jdk", "--port"), Set.of("--vm", "--web"));
      if (arguments.has("--web")) {
        serve(arguments);
      } else {
        System.exit(show(arguments));
      }
    } catch (IllegalArgumentException e) {
      System.err.println("demo: " + e.getMessage());
      System.exit(2);
    } catch (LabFailure | LabTrouble e) {
      System.err.println("demo: " + e.getMessage());
      System.exit(1);
    } catch (IOException e) {
      System.err.println("demo: the page cannot be served: " + e.getMessage());
      System.exit(1);
    }
  }

  /** Until the process is ended. */
  private static void serve(Arguments arguments) throws IOException {
    JavaHome jdk = jdk(arguments);
    int port = arguments.value("--port").map(Integer::parseInt).orElse(0);
    Board board =
        arguments.has("--vm")
            ? Boards.ofVms(jdk, KERNEL, SOURCE)
            : Boards.ofProcesses(jdk, arguments.count("--clones", 20));
    WebDemo demo = WebDemo.serve(board, port);
    Runtime.getRuntime().addShutdownHook(new Thread(demo::close, "end of the demo"));
    System.out.println("http://127.0.0.1:" + demo.port() + "/ is the board; Ctrl-C ends it");
  }

  private static JavaHome jdk(Arguments arguments) {
    return arguments.value("--jdk").map(JavaHome::named).orElseGet(JavaHome::running);
  }

  private static int show(Arguments arguments) {
    JavaHome jdk = jdk(arguments);
    boolean vm = arguments.has("--vm");
    int clones = arguments.count("--clones", vm ? 4 : 100);
    Comparison comparison = vm ? ofVms(jdk, clones) : ofProcesses(jdk, clones);
    Optional<ECPrivateKey> stolen = recover(comparison.control());
    Outcome guarded = comparison.guarded();
    Optional<ECPrivateKey> stolenAnyway = Optional.ofNullable(guarded).flatMap(Demo::recover);

    System.out.println();
    System.out.print(
        ComparisonTable.of(clones + " clones of one warmed " + (vm ? "VM" : "JVM"), comparison)
            .row(
                "private key from two clones' signatures",
                stolen.isPresent() ? "recovered" : "safe",
                guarded == null ? "-" : stolenAnyway.isPresent() ? "recovered" : "safe"));
    System.out.println();
    System.out.printf(
        "Java %s with %s, as many container images run it%s.%n",
        jdk.version(), ForkLab.EGD, vm ? ", on Linux " + KERNEL + ", source " + SOURCE : "");
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

  private static Comparison ofProcesses(JavaHome jdk, int clones) {
    ForkLab lab =
        new ForkLab(new DemoEmitters())
            .on(jdk)
            .jvmFlags(ForkLab.EGD)
            .clones(clones)
            .slowClones(SIGNING_CLONES);
    return Comparison.run(lab, AgentJar.find());
  }

  private static Comparison ofVms(JavaHome jdk, int clones) {
    GuestPlan plan =
        GuestPlan.plain(KERNEL, jdk.home())
            .withWork(
                GuestWork.of(DemoEmitters.class).withLibraryOf(StandardSessionIdGenerator.class))
            .withJvmOptions(List.of(ForkLab.EGD));
    return VmLab.compare(Workshop.standard(), plan, AgentJar.required().jar(), SOURCE, clones);
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
