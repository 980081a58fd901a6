package dev.diverge.audit;

import dev.diverge.audit.judge.Comparison;
import dev.diverge.audit.judge.Finding;
import dev.diverge.audit.judge.Snapshot;
import dev.diverge.audit.start.Start;
import dev.diverge.audit.tell.Answer;
import dev.diverge.audit.tell.JsonForm;
import dev.diverge.audit.tell.TextForm;
import dev.diverge.integrations.Severity;
import dev.diverge.scan.judge.Tables;
import dev.diverge.scan.tell.Lines;
import dev.diverge.scan.tell.Option;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code audit PID | PID PID | -- java ...}: 0 is fine, 1 the answer is bad news or there is none,
 * 2 usage.
 */
public final class AuditCommand {

  private static final int FINE = 0;
  private static final int BAD_NEWS = 1;
  private static final int USAGE = 2;
  private static final long WALK_SECONDS = 120;
  private static final long DRILL_SECONDS = 90;

  private final String version;
  private final PrintStream out;
  private final PrintStream err;
  private final Peer peer;
  private final Path agent;

  /** What digests are keyed with in this audit. */
  private final String key;

  public AuditCommand(String version, PrintStream out, PrintStream err, Peer peer, Path agent) {
    this.version = version;
    this.out = out;
    this.err = err;
    this.peer = peer;
    this.agent = agent;
    SecureRandom random = new SecureRandom();
    this.key = Long.toHexString(random.nextLong()) + ":" + Long.toHexString(random.nextLong());
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
    try {
      Answer answer = arguments.command.isEmpty() ? running(arguments.pids) : started(arguments);
      out.print(
          arguments.format == Arguments.Format.JSON ? JsonForm.of(answer) : TextForm.of(answer));
      out.flush();
      return fails(arguments.failOn, answer) ? BAD_NEWS : FINE;
    } catch (IOException e) {
      complain(String.valueOf(e.getMessage()));
      return BAD_NEWS;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return BAD_NEWS;
    }
  }

  private Answer running(List<String> pids) throws IOException, InterruptedException {
    Snapshot other = pids.size() == 2 ? walk(pids.get(1)) : null;
    return clone(pids.get(0), other);
  }

  /** One after the other, so that the second one has the first one's ports. */
  private Answer started(Arguments arguments) throws IOException, InterruptedException {
    Snapshot other;
    try (Start first = Start.of(arguments.command, agent, arguments.log)) {
      other = walk(first.settled(arguments.waitSeconds));
    }
    try (Start second = Start.of(arguments.command, agent, arguments.log)) {
      return clone(second.settled(arguments.waitSeconds), other);
    }
  }

  private Answer clone(String pid, @Nullable Snapshot other)
      throws IOException, InterruptedException {
    Snapshot before = walk(pid);
    String drill = peer.ask(pid, "drill", DRILL_SECONDS);
    if (!drill.startsWith("drill")) {
      throw new IOException("process " + pid + ": " + drill.strip());
    }
    Snapshot after = walk(pid);
    Comparison comparison = new Comparison(before, after, other, Tables.read());
    return new Answer(
        version,
        other != null,
        before.objects(),
        before.millis(),
        before.isCut(),
        comparison.findings(),
        comparison.living(),
        before.times(),
        drill.contains("\nfailed"));
  }

  private Snapshot walk(String pid) throws IOException, InterruptedException {
    try {
      return Snapshot.of(peer.ask(pid, "audit:" + key, WALK_SECONDS));
    } catch (Snapshot.Unknown e) {
      throw new IOException("process " + pid + ": " + e.getMessage(), e);
    }
  }

  private static boolean fails(@Nullable Severity on, Answer answer) {
    if (on == null) {
      return false;
    }
    for (Finding finding : answer.findings()) {
      if (finding.isOpen() && finding.severity().compareTo(on) <= 0) {
        return true;
      }
    }
    return false;
  }

  private void complain(String line) {
    err.println("diverge: audit: " + Lines.plain(line));
  }
}
