package dev.diverge.testapps.shoplab;

import dev.diverge.testapps.Arguments;
import dev.diverge.testapps.bench.Spread;
import dev.diverge.testlab.AgentJar;
import dev.diverge.testlab.JavaHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How long the shop's first draw after a clone takes, and each after a later one; by turns with
 * another jar, if one is named. Options: {@code --jdk}, {@code --rounds}, {@code --before} (a jar),
 * {@code --only clones}.
 */
public final class ShopCloneBenchmark {

  private static final int CLONES = 10;
  private static final int ORDERS = 400;

  private ShopCloneBenchmark() {}

  public static void main(String[] words) throws Exception {
    Arguments arguments =
        Arguments.parse(words, Set.of("--jdk", "--rounds", "--before", "--only"), Set.of());
    JavaHome java = arguments.value("--jdk").map(JavaHome::named).orElseGet(JavaHome::running);
    List<Path> jars = new ArrayList<>();
    arguments.value("--before").ifPresent(jar -> jars.add(Path.of(jar)));
    jars.add(AgentJar.required().jar());
    List<List<ShopClones>> runs = new ArrayList<>();
    jars.forEach(jar -> runs.add(new ArrayList<>()));
    Path folder = Files.createTempDirectory("diverge-bench");
    for (int round = arguments.count("--rounds", 3); round > 0; round--) {
      for (int i = 0; i < jars.size(); i++) {
        runs.get(i).add(ShopClones.of(java, jars.get(i), false, CLONES, ORDERS, folder));
      }
    }
    System.out.println("### The shop's draw after a clone, JDK " + java.version());
    System.out.println();
    System.out.println("| jar | the first clone, ms | each later one, ms |");
    System.out.println("|---|---|---|");
    for (int i = 0; i < jars.size(); i++) {
      System.out.println(
          "| "
              + jars.get(i).getFileName()
              + " | "
              + first(runs.get(i))
              + " | "
              + later(runs.get(i))
              + " |");
    }
    System.exit(0); // the servers' threads
  }

  private static String first(List<ShopClones> runs) {
    return Spread.of(runs.stream().mapToDouble(run -> run.nanos().get(0) / 1e6).toArray())
        .as("%.1f");
  }

  private static String later(List<ShopClones> runs) {
    return Spread.of(
            runs.stream()
                .flatMapToLong(run -> run.nanos().stream().skip(1).mapToLong(Long::longValue))
                .mapToDouble(nanos -> nanos / 1e6)
                .toArray())
        .as("%.1f");
  }
}
