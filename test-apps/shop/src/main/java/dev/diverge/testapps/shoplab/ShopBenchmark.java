package dev.diverge.testapps.shoplab;

import dev.diverge.testapps.Arguments;
import dev.diverge.testapps.bench.Arm;
import dev.diverge.testapps.bench.Spread;
import dev.diverge.testlab.JavaHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * What the agent, idle, costs the shop: orders per second, and processor time an order. A shop of
 * each arm stands at the same time; customers go by turns to the one and to the other. Options:
 * {@code --jdk}, {@code --rounds} (pairs of shops), {@code --only shop}.
 */
public final class ShopBenchmark {
  private static final int CUSTOMERS = 4;
  private static final int TURNS = 8;
  private static final int WARM_TURNS = 5;
  private static final long WARM_MILLIS = 12_000;
  private static final long FIRST_MILLIS = 1_000;
  private static final long TURN_MILLIS = 4_000;

  private final JavaHome java;
  private final Path folder;
  private final List<Turn> none = new ArrayList<>();
  private final List<Turn> idle = new ArrayList<>();

  private ShopBenchmark(JavaHome java, Path folder) {
    this.java = java;
    this.folder = folder;
  }

  private record Turn(double ordersPerSecond, double processorMillis) {}

  public static void main(String[] words) throws Exception {
    Arguments arguments = Arguments.parse(words, Set.of("--jdk", "--rounds", "--only"), Set.of());
    JavaHome java = arguments.value("--jdk").map(JavaHome::named).orElseGet(JavaHome::running);
    ShopBenchmark benchmark = new ShopBenchmark(java, Files.createTempDirectory("diverge-bench"));
    for (int pair = arguments.count("--rounds", 3); pair > 0; pair--) {
      benchmark.visitPair(pair % 2 == 0);
    }
    benchmark.print();
    System.exit(0); // the servers' threads
  }

  private void visitPair(boolean idleFirst) throws Exception {
    try (ShopProcess first = start(idleFirst ? Arm.IDLE : Arm.NONE);
        ShopProcess second = start(idleFirst ? Arm.NONE : Arm.IDLE)) {
      for (int turn = 0; turn < WARM_TURNS; turn++) { // a minute each, until no more is compiled
        visit(first, WARM_MILLIS);
        visit(second, WARM_MILLIS);
      }
      for (int turn = 0; turn < TURNS; turn++) {
        boolean inOrder = turn % 2 == 0;
        Turn one = visit(inOrder ? first : second, TURN_MILLIS);
        Turn other = visit(inOrder ? second : first, TURN_MILLIS);
        idle.add(idleFirst == inOrder ? one : other);
        none.add(idleFirst == inOrder ? other : one);
      }
    }
  }

  private ShopProcess start(Arm arm) throws Exception {
    return ShopProcess.start(java, arm.flags(folder), folder);
  }

  private static Turn visit(ShopProcess shop, long millis) throws InterruptedException {
    try (Load load = Load.of(CUSTOMERS, "visit-" + System.nanoTime(), shop.port())) {
      Thread.sleep(FIRST_MILLIS); // to log in
      long from = System.nanoTime();
      long worked = shop.processorTime().toNanos();
      int before = load.receipts().size();
      Thread.sleep(millis);
      double orders = load.receipts().size() - before;
      double seconds = (System.nanoTime() - from) / 1e9;
      return new Turn(orders / seconds, (shop.processorTime().toNanos() - worked) / 1e6 / orders);
    }
  }

  private void print() {
    System.out.println();
    System.out.println("### The shop, JDK " + java.version());
    System.out.println();
    System.out.println("| " + CUSTOMERS + " customers | none | idle | idle / none |");
    System.out.println("|---|---|---|---|");
    print("orders per second", "%.0f", Turn::ordersPerSecond);
    print("processor time an order, ms", "%.2f", Turn::processorMillis);
  }

  private void print(String what, String format, ToDoubleFunction<Turn> of) {
    System.out.println(
        Spread.row(
            what,
            format,
            none.stream().mapToDouble(of).toArray(),
            idle.stream().mapToDouble(of).toArray()));
  }
}
