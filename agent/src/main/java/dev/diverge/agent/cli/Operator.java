package dev.diverge.agent.cli;

import dev.diverge.agent.answers.Doctor;
import dev.diverge.agent.outside.PlainText;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The verbs for operators: what they print, and the exit status. */
final class Operator {

  private static final int BAD_NEWS = 1;
  private static final int USAGE = 2;

  private static final long ANSWER_SECONDS = 10;
  private static final long DRILL_SECONDS = 90;
  private static final long DOCTOR_SECONDS = 120;

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
    return ask(arguments[1], "status:" + waitSeconds + ":" + epoch, waitSeconds + ANSWER_SECONDS);
  }

  int drill(String[] arguments) {
    if (arguments.length != 2 || !isNumber(arguments[1])) {
      return usage("drill PID");
    }
    return ask(arguments[1], "drill", DRILL_SECONDS);
  }

  /** In a JVM of its own with the agent: so that it is the real thing that is tested. */
  int doctor(String[] arguments) {
    if (arguments.length > 2) {
      return usage("doctor [PID | KEY=VALUE,...]");
    }
    if (arguments.length == 2 && isNumber(arguments[1])) {
      return ask(arguments[1], "doctor", DOCTOR_SECONDS);
    }
    String options = "self-test=full,log=off" + (arguments.length == 2 ? "," + arguments[1] : "");
    try (Reply reply = new Reply()) {
      ProcessBuilder child =
          new ProcessBuilder(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-javaagent:" + jar + "=" + options,
                  "-jar",
                  jar.toString(),
                  "ask=",
                  "ask=doctor,reply=" + reply.path()));
      // May name the agent too, or hold keys: those who read command lines do not see it there.
      String toolOptions = child.environment().remove("JAVA_TOOL_OPTIONS");
      if (toolOptions != null) {
        child.environment().put(Doctor.TOOL_OPTIONS, toolOptions);
      }
      child.redirectErrorStream(true).redirectOutput(new File("/dev/null"));
      child.start().waitFor();
      if (!reply.isThere()) {
        return bad("the agent does not start here: run java -javaagent:" + jar + " -version");
      }
      return print(reply.await("the agent", 0));
    } catch (IOException e) {
      return bad("the doctor cannot work: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return BAD_NEWS;
    }
  }

  private int ask(String pid, String question, long seconds) {
    try {
      return print(Ask.ask(pid, question, seconds, jar));
    } catch (IOException e) {
      return bad(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return BAD_NEWS;
    }
  }

  private static int print(Reply.Answer answer) {
    System.out.print(answer.text());
    System.out.flush();
    return answer.exit();
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
    System.err.println("diverge: usage: " + PlainText.line(text));
    return USAGE;
  }

  private static int bad(String text) {
    System.err.println("diverge: " + PlainText.line(text));
    return BAD_NEWS;
  }
}
