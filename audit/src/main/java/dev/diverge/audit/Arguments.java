package dev.diverge.audit;

import dev.diverge.integrations.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What was asked for. */
final class Arguments {

  static final String USAGE =
      "audit [OPTION]... PID | PID PID | -- java ARGUMENT..., options being --format=text|json,"
          + " --fail-on=none|security|uniqueness|nuisance, --wait=SECONDS, --log=FILE";

  private static final int LONGEST_WAIT = 3600;

  final List<String> pids = new ArrayList<>();
  List<String> command = List.of();
  boolean json;
  @Nullable Severity failOn;

  /** How long a start may take at most. */
  int waitSeconds = 60;

  /** Where what the application writes goes, if anywhere. */
  @Nullable String log;

  /** Not to be understood; the message says what. */
  static final class Bad extends Exception {
    private static final long serialVersionUID = 1;

    Bad(String message) {
      super(message);
    }
  }

  /** Reads what follows the verb. */
  static Arguments of(String[] words) throws Bad {
    Arguments read = new Arguments();
    for (int i = 1; i < words.length; i++) {
      String word = words[i];
      if (word.equals("--")) {
        read.command = List.of(words).subList(i + 1, words.length);
        break;
      }
      if (word.startsWith("--")) {
        int equals = word.indexOf('=');
        if (equals < 0 || equals == word.length() - 1) {
          throw new Bad("no value in '" + word + "': " + USAGE);
        }
        read.option(word.substring(2, equals), word.substring(equals + 1));
      } else if (isNumber(word)) {
        read.pids.add(word);
      } else {
        throw new Bad("'" + word + "' is no number of a process: " + USAGE);
      }
    }
    read.check();
    return read;
  }

  private void check() throws Bad {
    if (pids.isEmpty() == command.isEmpty() || pids.size() > 2) {
      throw new Bad(USAGE);
    }
    if (pids.size() == 2 && pids.get(0).equals(pids.get(1))) {
      throw new Bad("two processes are compared, or one alone: " + USAGE);
    }
  }

  private void option(String name, String value) throws Bad {
    switch (name) {
      case "format" -> {
        if (!value.equals("text") && !value.equals("json")) {
          throw new Bad("--format=" + value + ": it is text or json");
        }
        json = value.equals("json");
      }
      case "fail-on" -> failOn = value.equals("none") ? null : severity(value);
      case "wait" -> {
        if (!isNumber(value) || Integer.parseInt(value) > LONGEST_WAIT) {
          throw new Bad("--wait=" + value + ": it is seconds, " + LONGEST_WAIT + " at most");
        }
        waitSeconds = Integer.parseInt(value);
      }
      case "log" -> log = value;
      default -> throw new Bad("no such option: --" + name + ": " + USAGE);
    }
  }

  private static Severity severity(String value) throws Bad {
    for (Severity severity : Severity.values()) {
      if (severity.name().toLowerCase(Locale.ROOT).equals(value)) {
        return severity;
      }
    }
    throw new Bad("--fail-on=" + value + ": no such severity: " + USAGE);
  }

  private static boolean isNumber(String word) {
    return !word.isEmpty()
        && word.length() < 10
        && word.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
