package dev.diverge.scan;

import dev.diverge.scan.flow.Analysis;
import dev.diverge.scan.flow.Program;
import dev.diverge.scan.judge.Finding;
import dev.diverge.scan.judge.Judge;
import dev.diverge.scan.judge.Tables;
import dev.diverge.scan.read.Application;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Scans in this JVM. */
final class Scans {

  static final String FIXTURES = "target/test-classes/dev/diverge/scan/fixtures";

  private Scans() {}

  /** What a command said. */
  record Said(int exit, String out, String err) {}

  static Said run(String... arguments) {
    String[] words = new String[arguments.length + 1];
    words[0] = "scan";
    System.arraycopy(arguments, 0, words, 1, arguments.length);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit = new ScanCommand("test", print(out), print(err), false).run(words);
    return new Said(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream print(ByteArrayOutputStream out) {
    return new PrintStream(out, true, StandardCharsets.UTF_8);
  }

  /** Findings without the tables, by their targets. */
  static Map<String, Finding> of(String... paths) {
    ExecutorService workers = Executors.newFixedThreadPool(2, ScanCommand::worker);
    try {
      return of(program(workers, paths));
    } finally {
      workers.shutdownNow();
    }
  }

  static Map<String, Finding> of(Program program) {
    Map<String, Finding> findings = new LinkedHashMap<>();
    for (Finding finding :
        new Judge(program, Analysis.of(program), Tables.none(), Map.of()).findings()) {
      findings.put(finding.target(), finding);
    }
    return findings;
  }

  static Program program(ExecutorService workers, String... paths) {
    Program program = new Program(workers, (what, count) -> {});
    Application application = new Application(program, 17);
    for (String path : paths) {
      application.read(path);
    }
    program.link();
    return program;
  }
}
