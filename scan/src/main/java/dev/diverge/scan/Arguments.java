package dev.diverge.scan;

import dev.diverge.integrations.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

  /** Not to be understood; the message says what. */
  static final class Bad extends Exception {
    private static final long serialVersionUID = 1;

    Bad(String message) {
      super(message);
    }
  }

  /** Reads what follows the verb. */
  static Arguments of(String[] arguments) throws Bad {
    Arguments read = new Arguments();
    boolean options = true;
    for (int i = 1; i < arguments.length; i++) {
      String argument = arguments[i];
      if (options && argument.equals("--")) {
        options = false;
      } else if (options && argument.startsWith("--")) {
        int equals = argument.indexOf('=');
        if (equals < 0 || equals == argument.length() - 1) {
          throw new Bad("no value in '" + argument + "': " + USAGE);
        }
        read.option(argument.substring(2, equals), argument.substring(equals + 1));
      } else {
        read.paths.add(argument);
      }
    }
    if (read.paths.isEmpty()) {
      throw new Bad(USAGE);
    }
    return read;
  }

  private void option(String name, String value) throws Bad {
    switch (name) {
      case "format" -> format = word(Format.class, name, value);
      case "report" -> report = value;
      case "rules" -> rules = value;
      case "baseline" -> baseline = value;
      case "suppress" -> suppressions = value;
      case "known-rules" -> knownRules.add(value);
      case "fail-on" -> failOn = value.equals("none") ? null : word(Severity.class, name, value);
      case "jdk" -> jdk = version(value);
      case "tables" -> {
        if (!value.equals("on") && !value.equals("off")) {
          throw new Bad("--tables=" + value + ": it is on or off");
        }
        tables = value.equals("on");
      }
      default -> throw new Bad("no such option: --" + name + ": " + USAGE);
    }
  }

  private static int version(String value) throws Bad {
    try {
      int version = Integer.parseInt(value);
      if (version >= 8 && version < 1000) {
        return version;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new Bad("--jdk=" + value + ": it is a version, as 17");
  }

  private static <E extends Enum<E>> E word(Class<E> type, String name, String value) throws Bad {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().toLowerCase(Locale.ROOT).equals(value)) {
        return constant;
      }
    }
    throw new Bad("--" + name + "=" + value + ": no such " + name + ": " + USAGE);
  }
}
