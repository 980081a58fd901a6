package dev.diverge.testapps.shoplab;

import dev.diverge.testapps.servers.FreePort;
import dev.diverge.testlab.GenerationPage;
import dev.diverge.testlab.JavaHome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A shop that had customers and was cloned.
 *
 * @param nanos of the first draw after each clone
 * @param classes the log of loaded classes, with {@link ClonedShop}'s marks
 * @param errors what it said on stderr
 */
record ShopClones(List<Long> nanos, List<String> classes, String errors) {

  private static final int CUSTOMERS = 4;
  private static final long PATIENCE_NANOS = 120_000_000_000L;

  /**
   * Runs one.
   *
   * @param jar the agent's
   * @param logged whether the classes are logged, which takes time
   * @param orders that customers place before
   */
  static ShopClones of(JavaHome jdk, Path jar, boolean logged, int clones, int orders, Path folder)
      throws IOException, InterruptedException {
    Path home = Files.createTempDirectory(folder, "shop");
    GenerationPage page = GenerationPage.create(home.resolve("gen.page"));
    Path log = home.resolve("classes.log");
    Path errors = home.resolve("stderr");
    int port = FreePort.find();
    List<String> command = new ArrayList<>(List.of(jdk.java().toString()));
    if (logged) {
      command.add("-Xlog:class+load:file=" + log);
    }
    command.add("-javaagent:" + jar + "=source=page:" + page.file());
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), ClonedShop.class.getName()));
    command.addAll(List.of(page.file().toString(), log.toString(), Integer.toString(clones)));
    command.addAll(ShopProcess.arguments(port, "localhost"));
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("DIVERGE_"));
    Process process = builder.start();
    try (BufferedReader said =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        OutputStream to = process.getOutputStream()) {
      await(said, ClonedShop.OPEN, errors);
      try (Load load = Load.of(CUSTOMERS, "visit-" + System.nanoTime(), port)) {
        awaitOrders(load, orders);
      }
      to.write('\n');
      to.flush();
      String drawn = await(said, "drawn [", errors);
      List<Long> nanos =
          Arrays.stream(drawn.substring(7, drawn.indexOf(']')).split(", ", -1))
              .map(Long::valueOf)
              .toList();
      List<String> classes = logged ? Files.readAllLines(log) : List.of();
      return new ShopClones(nanos, classes, Files.readString(errors));
    } finally {
      process.destroyForcibly().onExit().join();
    }
  }

  private static void awaitOrders(Load load, int orders) throws IOException, InterruptedException {
    for (long began = System.nanoTime(); load.receipts().size() < orders; ) {
      if (System.nanoTime() - began > PATIENCE_NANOS) {
        throw new IOException("nobody can order: " + load.refused() + load.unknown());
      }
      Thread.sleep(50);
    }
  }

  private static String await(BufferedReader said, String what, Path errors) throws IOException {
    for (String line; (line = said.readLine()) != null; ) {
      if (line.startsWith(what)) {
        return line;
      }
    }
    throw new IOException("the shop ended:\n" + Files.readString(errors));
  }
}
