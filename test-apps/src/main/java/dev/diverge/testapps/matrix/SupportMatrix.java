package dev.diverge.testapps.matrix;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code collect} after all tests were run on a JDK, and again after the next; {@code write} when
 * that is done. Run in the project's folder: facts lie in {@code target/matrix}, a file for each
 * JDK, which a later run on that JDK replaces.
 */
public final class SupportMatrix {

  private static final String USAGE = "collect | write";

  private final Path root;

  SupportMatrix(Path root) {
    this.root = root;
  }

  public static void main(String[] arguments) throws Exception {
    SupportMatrix matrix = new SupportMatrix(Path.of(""));
    switch (arguments.length == 1 ? arguments[0] : "") {
      case "collect" -> matrix.collect(new Evidence(os(), hypervisor()), System.out);
      case "write" -> matrix.write();
      default -> {
        System.err.println(USAGE);
        System.exit(2);
      }
    }
  }

  void collect(Evidence evidence, PrintStream out) throws IOException {
    List<Passed> run = Reports.ofLastRun(root);
    List<String> lines = evidence.in(run).stream().map(Fact::toString).sorted().distinct().toList();
    String jdk = run.get(0).jdk();
    Path file = Files.createDirectories(facts()).resolve(jdk.replaceAll("\\W+", "-") + ".tsv");
    Files.write(file, lines);
    out.printf("%d facts of the run on %s%n", lines.size(), jdk);
  }

  void write() throws IOException {
    List<Fact> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(facts())) {
      for (Path file : files.sorted().toList()) {
        Files.readAllLines(file).stream().map(Fact::of).forEach(all::add);
      }
    }
    Files.writeString(root.resolve("docs/support-matrix.md"), SupportPage.of(all));
  }

  private Path facts() {
    return root.resolve("target/matrix");
  }

  private static String os() throws IOException {
    return Files.readAllLines(Path.of("/etc/os-release")).stream()
        .filter(line -> line.startsWith("PRETTY_NAME="))
        .map(line -> line.substring("PRETTY_NAME=".length()).replace("\"", ""))
        .findFirst()
        .orElse(System.getProperty("os.name"));
  }

  private static String hypervisor() throws IOException, InterruptedException {
    boolean virtualised = Files.isWritable(Path.of("/dev/kvm"));
    return said("qemu-system-x86_64", "--version").replaceAll("(?s).*?version (\\S+).*", "QEMU $1")
        + (virtualised ? "" : ", emulated");
  }

  private static String said(String... command) throws InterruptedException, IOException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return said;
    } catch (IOException absent) {
      return "version unknown";
    }
  }
}
