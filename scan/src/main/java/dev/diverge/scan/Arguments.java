package dev.diverge.scan;

import dev.diverge.integrations.Severity;
import dev.diverge.scan.tell.Option;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was asked for. */
final class Arguments {

  static final String USAGE =
      "scan PATH... [--format=text|json|sarif] [--report=FILE.html] [--rules=FILE]"
          + " [--fail-on=none|security|uniqueness|nuisance] [--baseline=FILE] [--suppress=FILE]"
          + " [--known-rules=FILE] [--jdk=VERSION] [--tables=on|off]";

  enum Format {
    TEXT,
    JSON,
    SARIF
  }

  private enum Switch {
    ON,
    OFF
  }

  final List<String> paths = new ArrayList<>();
  Format format = Format.TEXT;
  @Nullable String report;
  @Nullable String rules;
  @Nullable String baseline;
  @Nullable String suppressions;
  final List<String> knownRules = new ArrayList<>();
  @Nullable Severity failOn;
  int jdk = Runtime.version().feature();
  boolean tables = true;

  /** Reads what follows the verb. */
  static Arguments of(String[] arguments) throws Option.Bad {
    Arguments read = new Arguments();
    boolean options = true;
    for (int i = 1; i < arguments.length; i++) {
      String argument = arguments[i];
      if (options && argument.equals("--")) {
        options = false;
      } else if (options && argument.startsWith("--")) {
        read.add(Option.of(argument, USAGE));
      } else {
        read.paths.add(argument);
      }
    }
    if (read.paths.isEmpty()) {
      throw new Option.Bad(USAGE);
    }
    return read;
  }

  private void add(Option option) throws Option.Bad {
    String value = option.value();
    switch (option.name()) {
      case "format" -> format = option.among(Format.class);
      case "report" -> report = value;
      case "rules" -> rules = value;
      case "baseline" -> baseline = value;
      case "suppress" -> suppressions = value;
      case "known-rules" -> knownRules.add(value);
      case "fail-on" -> failOn = option.severity();
      case "jdk" -> jdk = version(option);
      case "tables" -> tables = option.among(Switch.class) == Switch.ON;
      default -> throw option.unknown(USAGE);
    }
  }

  private static int version(Option option) throws Option.Bad {
    try {
      int version = Integer.parseInt(option.value());
      if (version >= 8 && version < 1000) {
        return version;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw option.bad("a version, as 17");
  }
}
