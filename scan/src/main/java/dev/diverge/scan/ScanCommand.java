package dev.diverge.scan;

import dev.diverge.integrations.Severity;
import dev.diverge.scan.flow.Analysis;
import dev.diverge.scan.flow.Program;
import dev.diverge.scan.judge.Finding;
import dev.diverge.scan.judge.Judge;
import dev.diverge.scan.judge.KnownRules;
import dev.diverge.scan.judge.Tables;
import dev.diverge.scan.read.Application;
import dev.diverge.scan.tell.Answer;
import dev.diverge.scan.tell.JsonForm;
import dev.diverge.scan.tell.Known;
import dev.diverge.scan.tell.Lines;
import dev.diverge.scan.tell.Option;
import dev.diverge.scan.tell.PageForm;
import dev.diverge.scan.tell.RulesForm;
import dev.diverge.scan.tell.SarifForm;
import dev.diverge.scan.tell.TextForm;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** {@code scan PATH...}: 0 is fine, 1 the answer is bad news, 2 usage. */
public final class ScanCommand {

  private static final int FINE = 0;
  private static final int BAD_NEWS = 1;
  private static final int USAGE = 2;

  private final String version;
  private final PrintStream out;
  private final PrintStream err;
  private final boolean terminal;

  /**
   * A command.
   *
   * @param terminal whether somebody looks at {@code err}, who wants to see how far it is
   */
  public ScanCommand(String version, PrintStream out, PrintStream err, boolean terminal) {
    this.version = version;
    this.out = out;
    this.err = err;
    this.terminal = terminal;
  }

  /** Runs it and returns the exit status; the first argument is the verb. */
  public int run(String[] words) {
    Arguments arguments;
    try {
      arguments = Arguments.of(words);
    } catch (Option.Bad e) {
      complain("usage: " + e.getMessage());
      return USAGE;
    }
    ExecutorService workers =
        Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(), ScanCommand::worker);
    try {
      return run(arguments, workers);
    } catch (IOException | InvalidPathException e) {
      complain(String.valueOf(e.getMessage()));
      return USAGE;
    } catch (OutOfMemoryError e) {
      complain("the heap is too small for this application: run java -Xmx2g -jar");
      return USAGE;
    } finally {
      workers.shutdownNow();
    }
  }

  /** With a stack for code that is nested deep. */
  static Thread worker(Runnable work) {
    Thread thread = new Thread(null, work, "diverge-scan", 16L << 20);
    thread.setDaemon(true);
    return thread;
  }

  private int run(Arguments arguments, ExecutorService workers) throws IOException {
    long began = System.nanoTime();
    Map<String, String> rules = new HashMap<>();
    for (String file : arguments.knownRules) {
      KnownRules.add(read(file).getBytes(StandardCharsets.UTF_8), file, rules);
    }
    Progress progress = new Progress(err, terminal);
    Program program = new Program(workers, progress::at);
    Application application = new Application(program, arguments.jdk);
    boolean all = true;
    for (String path : arguments.paths) {
      all &= application.read(path);
    }
    program.link();
    progress.end();
    for (String trouble : program.troubles()) {
      complain(trouble);
    }
    if (program.size() == 0) {
      complain("no classes in " + String.join(" ", arguments.paths));
      return USAGE;
    }
    for (Program.Rules file : program.rules()) {
      KnownRules.add(file.text(), "the rules in " + file.place().jar(), rules);
    }
    Tables tables = arguments.tables ? Tables.read() : Tables.none();
    List<Finding> findings = new Judge(program, Analysis.of(program), tables, rules).findings();
    Set<String> known = baseline(arguments.baseline, findings);
    Answer answer =
        new Answer(
            version,
            program.size(),
            program.places().size(),
            (System.nanoTime() - began) / 1_000_000,
            findings,
            known,
            suppressed(arguments.suppressions, findings),
            program.troubles(),
            program.unfollowed());
    tell(arguments, answer);
    return all && !fails(arguments.failOn, answer) ? FINE : BAD_NEWS;
  }

  /** What was known before; where there is no such file yet, it is written. */
  private Set<String> baseline(@Nullable String file, List<Finding> findings) throws IOException {
    if (file == null) {
      return Set.of();
    }
    if (!Files.exists(Path.of(file))) {
      write(file, Known.baseline(findings));
      complain("there was no baseline: " + file + " is written, of what is uncovered now");
      return Set.of();
    }
    return Known.read(read(file), file, null).keySet();
  }

  private Map<String, String> suppressed(@Nullable String file, List<Finding> findings)
      throws IOException {
    if (file == null) {
      return Map.of();
    }
    List<String> complaints = new java.util.ArrayList<>();
    Map<String, String> all = Known.read(read(file), file, complaints);
    complaints.forEach(this::complain);
    Map<String, String> used = new LinkedHashMap<>();
    for (Finding finding : findings) {
      String reason = all.getOrDefault(finding.target(), all.get(finding.className() + "#*"));
      if (reason != null) {
        used.put(finding.target(), reason);
      }
    }
    return used;
  }

  private void tell(Arguments arguments, Answer answer) throws IOException {
    out.print(
        switch (arguments.format) {
          case TEXT -> TextForm.of(answer);
          case JSON -> JsonForm.of(answer);
          case SARIF -> SarifForm.of(answer);
        });
    out.flush();
    if (arguments.report != null) {
      write(arguments.report, PageForm.of(answer));
    }
    if (arguments.rules != null) {
      write(arguments.rules, RulesForm.of(answer));
    }
  }

  private static boolean fails(@Nullable Severity on, Answer answer) {
    if (on == null) {
      return false;
    }
    for (Finding finding : answer.findings()) {
      if (finding.severity().compareTo(on) <= 0 && answer.isOpen(finding)) {
        return true;
      }
    }
    return false;
  }

  private static String read(String file) throws IOException {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new IOException(file + " cannot be read: " + e, e);
    }
  }

  private static void write(String file, String text) throws IOException {
    try {
      Files.writeString(Path.of(file), text);
    } catch (IOException e) {
      throw new IOException(file + " cannot be written: " + e, e);
    }
  }

  private void complain(String line) {
    err.println("diverge: scan: " + Lines.plain(line));
  }
}
