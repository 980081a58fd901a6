package dev.diverge.agent.cli;

import dev.diverge.agent.outside.PlainText;
import dev.diverge.agent.process.OwnJar;
import dev.diverge.audit.AuditCommand;
import dev.diverge.scan.ScanCommand;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/** {@code java -jar diverge.jar}: 0 is fine, 1 the answer is bad news, 2 usage. */
public final class CommandLine {

  private static final int FINE = 0;
  private static final int USAGE = 2;

  private static final String HELP =
      """
      Diverge %s: makes every clone of a running JVM its own.

        java -javaagent:diverge.jar[=key=value,...] -jar your-service.jar

      Keys are options of the agent; each may also be given as -Ddiverge.KEY=, as
      DIVERGE_KEY= (dots and dashes become _), or in a properties file named by 'config'.

        source=auto|none|KIND[:PATH][+KIND[:PATH]]...   where the VM's generation is read
        config=FILE                                     a properties file with more options

        java -jar diverge.jar doctor [KEY=VALUE,...]   would a clone of this machine be noticed?
        java -jar diverge.jar doctor PID               the same, asked in a running JVM
        java -jar diverge.jar status PID               what the agent in a JVM has to say
        java -jar diverge.jar status PID --wait-confirmed[=SECONDS] [--epoch=N]
                                                       the same, once all is reset
        java -jar diverge.jar drill PID                a transition without a clone
        java -jar diverge.jar publish PATH [--from SOURCE] [--poll MILLISECONDS]
                                                       shows the VM's generation in a page for
                                                       every process: see docs/sources.md
        java -jar diverge.jar hook [--listen 127.0.0.1:9000] [--page PATH] [--pid PID]...
              [--wait SECONDS]                         answers a platform's call after a restore:
                                                       see docs/platforms.md
        java -jar diverge.jar scan PATH... [--format=text|json|sarif] [--report=FILE.html]
              [--rules=FILE] [--fail-on=security|uniqueness|nuisance] [--baseline=FILE]
                                                       what clones of an application would share,
                                                       read from its jars: see docs/scan.md
        java -jar diverge.jar audit PID | PID PID | -- java ARGUMENT...
              [--format=text|json] [--fail-on=security|uniqueness|nuisance]
                                                       what clones of a running application would
                                                       share, read from its heap: see docs/audit.md
        java -jar diverge.jar help                     this text
        java -jar diverge.jar version                  the version

      Exit 0 is fine, 1 the answer is bad news, 2 usage.
      """;

  private CommandLine() {}

  /** Runs one command and returns the exit status. */
  public static int run(String[] arguments) {
    String verb = arguments.length == 0 ? "help" : arguments[0];
    switch (verb) {
      case "status" -> {
        return new Operator(OwnJar.path()).status(arguments);
      }
      case "drill" -> {
        return new Operator(OwnJar.path()).drill(arguments);
      }
      case "doctor" -> {
        return new Operator(OwnJar.path()).doctor(arguments);
      }
      case "help", "--help", "-h" -> print(System.out, HELP.formatted(version()));
      case "publish" -> {
        return Publish.run(arguments);
      }
      case "hook" -> {
        return Hook.run(arguments, OwnJar.path());
      }
      case "scan" -> {
        return new ScanCommand(version(), System.out, System.err, isTerminal()).run(arguments);
      }
      case "audit" -> {
        Path jar = OwnJar.path();
        return new AuditCommand(
                version(), System.out, System.err, (pid, what, s) -> heard(pid, what, s, jar), jar)
            .run(arguments);
      }
      case "version", "--version" -> print(System.out, "diverge " + version() + "\n");
      default -> {
        print(System.err, "diverge: no such command: " + PlainText.line(verb) + "\n");
        print(System.err, HELP.formatted(version()));
        return USAGE;
      }
    }
    return FINE;
  }

  /** An answer to an audit's question; that a drill failed is for the audit to tell. */
  private static String heard(String pid, String question, long seconds, Path jar)
      throws IOException, InterruptedException {
    Reply.Answer answer = Ask.ask(pid, question, seconds, jar);
    if (answer.exit() == FINE || question.equals("drill")) {
      return answer.text();
    }
    String said = answer.text().strip();
    throw new IOException(
        "process "
            + pid
            + ": "
            + (said.startsWith("no such question") ? "its agent is older than this jar" : said));
  }

  /** Whether a person looks at stderr; the JDK only knows of stdin and stdout. */
  private static boolean isTerminal() {
    try {
      String file = Path.of("/proc/self/fd/2").toRealPath().toString();
      return file.startsWith("/dev/pts/") || file.startsWith("/dev/tty");
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  private static String version() {
    return Version.read();
  }

  private static void print(PrintStream out, String text) {
    out.print(text);
    out.flush();
  }
}
