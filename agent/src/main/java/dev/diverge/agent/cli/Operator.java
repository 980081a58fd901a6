package dev.diverge.agent.cli;

import dev.diverge.agent.Doctor;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The verbs for operators: what they print, and the exit status. */
final class Operator {

  private static final int BAD_NEWS = 1;
  private static final int USAGE = 2;

  private final Path jar;

  Operator(Path jar) {
    this.jar = jar;
  }

  int status(String[] arguments) {
    long waitSeconds = 0;
    long epoch = 0;
    if (arguments.length < 2 || !isNumber(arguments[1])) {
      return usage("status PID [--wait-confirmed[=SECONDS]] [--epoch=N]");
    }
    for (int i = 2; i < arguments.length; i++) {
      String argument = arguments[i];
      String value = argument.substring(argument.indexOf('=') + 1);
      if (argument.equals("--wait-confirmed")) {
        waitSeconds = 30;
      } else if (argument.startsWith("--wait-confirmed=") && isNumber(value)) {
        waitSeconds = Long.parseLong(value);
      } else if (argument.startsWith("--epoch=") && isNumber(value)) {
        epoch = Long.parseLong(value);
      } else {
        return usage("no such argument: " + argument);
      }
    }
    return print(ask(arguments[1], "status:" + waitSeconds + ":" + epoch));
  }

  int drill(String[] arguments) {
    if (arguments.length != 2 || !isNumber(arguments[1])) {
      return usage("drill PID");
    }
    return print(ask(arguments[1], "drill"));
  }

  /** In a JVM of its own with the agent: so that it is the real thing that is tested. */
  int doctor(String[] arguments) {
    if (arguments.length > 2) {
      return usage("doctor [PID | KEY=VALUE,...]");
    }
    if (arguments.length == 2 && isNumber(arguments[1])) {
      return print(ask(arguments[1], "doctor"));
    }
    String options = "self-test=full,log=off" + (arguments.length == 2 ? "," + arguments[1] : "");
    try {
      String toolOptions = Objects.requireNonNullElse(System.getenv("JAVA_TOOL_OPTIONS"), "");
      Path reply = Files.createTempFile("diverge", ".doctor");
      try {
        ProcessBuilder child =
            new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-D" + Doctor.TOOL_OPTIONS + "=" + toolOptions,
                    "-javaagent:" + jar + "=" + options,
                    "-jar",
                    jar.toString(),
                    "ask=",
                    "ask=doctor,reply=" + reply));
        child.environment().remove("JAVA_TOOL_OPTIONS"); // may name the agent too
        child.redirectErrorStream(true).redirectOutput(new File("/dev/null"));
        child.start().waitFor();
        String text = Files.readString(reply);
        int end = text.indexOf('\n');
        if (end < 0) {
          return bad("the agent does not start here: run java -javaagent:" + jar + " -version");
        }
        return print(
            new Outcome(Integer.parseInt(text.substring(0, end)), text.substring(end + 1)));
      } finally {
        Files.deleteIfExists(reply);
      }
    } catch (IOException e) {
      return bad("the doctor cannot work: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return BAD_NEWS;
    }
  }

  private record Outcome(int exit, String text) {}

  private Outcome ask(String pid, String question) {
    if (ModuleLayer.boot().findModule("jdk.attach").isEmpty()) {
      bad("this Java has no module jdk.attach: use a JDK");
      return new Outcome(BAD_NEWS, "");
    }
    try {
      Ask.Answer answer = Ask.ask(pid, question, jar);
      return new Outcome(answer.exit(), answer.text());
    } catch (IOException e) {
      bad(String.valueOf(e.getMessage()));
      return new Outcome(BAD_NEWS, "");
    }
  }

  private static int print(Outcome outcome) {
    System.out.print(outcome.text());
    System.out.flush();
    return outcome.exit();
  }

  private static boolean isNumber(String text) {
    if (text.isEmpty() || text.length() > 9) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static int usage(String text) {
    System.err.println("diverge: usage: " + text);
    return USAGE;
  }

  private static int bad(String text) {
    System.err.println("diverge: " + text);
    return BAD_NEWS;
  }
}
