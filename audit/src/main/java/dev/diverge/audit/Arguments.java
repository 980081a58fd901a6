package dev.diverge.audit;

import dev.diverge.integrations.Severity;
import dev.diverge.scan.tell.Option;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was asked for. */
final class Arguments {

  static final String USAGE =
      "audit [OPTION]... PID | PID PID | -- java ARGUMENT..., options being --format=text|json,"
          + " --fail-on=none|security|uniqueness|nuisance, --wait=SECONDS, --log=FILE";

  private static final int LONGEST_WAIT = 3600;

  enum Format {
    TEXT,
    JSON
  }

  final List<String> pids = new ArrayList<>();
  List<String> command = List.of();
  Format format = Format.TEXT;
  @Nullable Severity failOn;

  /** How long a start may take at most. */
  int waitSeconds = 60;

  /** Where what the application writes goes, if anywhere. */
  @Nullable String log;

  /** Reads what follows the verb. */
  static Arguments of(String[] words) throws Option.Bad {
    Arguments read = new Arguments();
    for (int i = 1; i < words.length; i++) {
      String word = words[i];
      if (word.equals("--")) {
        read.command = List.of(words).subList(i + 1, words.length);
        break;
      }
      if (word.startsWith("--")) {
        read.add(Option.of(word, USAGE));
      } else if (isNumber(word)) {
        read.pids.add(word);
      } else {
        throw new Option.Bad("'" + word + "' is no number of a process: " + USAGE);
      }
    }
    read.check();
    return read;
  }

  private void check() throws Option.Bad {
    if (pids.isEmpty() == command.isEmpty() || pids.size() > 2) {
      throw new Option.Bad(USAGE);
    }
    if (pids.size() == 2 && pids.get(0).equals(pids.get(1))) {
      throw new Option.Bad("two processes are compared, or one alone: " + USAGE);
    }
  }

  private void add(Option option) throws Option.Bad {
    switch (option.name()) {
      case "format" -> format = option.among(Format.class);
      case "fail-on" -> failOn = option.severity();
      case "wait" -> {
        if (!isNumber(option.value()) || Integer.parseInt(option.value()) > LONGEST_WAIT) {
          throw option.bad("seconds, " + LONGEST_WAIT + " at most");
        }
        waitSeconds = Integer.parseInt(option.value());
      }
      case "log" -> log = option.value();
      default -> throw option.unknown(USAGE);
    }
  }

  private static boolean isNumber(String word) {
    return !word.isEmpty()
        && word.length() < 10
        && word.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
