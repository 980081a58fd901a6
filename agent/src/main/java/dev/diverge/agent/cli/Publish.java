package dev.diverge.agent.cli;

import dev.diverge.driver.Publisher;
import dev.diverge.driver.SourceSpec;
import dev.diverge.driver.SourceVerdict;
import dev.diverge.driver.Survey;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** {@code publish PATH}: stays in the foreground until it is told to stop. */
final class Publish {
  private static final int FINE = 0;
  private static final int BAD_NEWS = 1;
  private static final int USAGE = 2;

  private static final int LONGEST_POLL = 60_000;

  private final Path path;
  private final List<SourceSpec> from;
  private final int pollMillis;

  private Publish(Path path, List<SourceSpec> from, int pollMillis) {
    this.path = path;
    this.from = from;
    this.pollMillis = pollMillis;
  }

  static int run(String[] arguments) {
    Publish publish;
    try {
      publish = parse(arguments);
    } catch (IllegalArgumentException e) {
      say(e.getMessage() + "; usage: publish PATH [--from SOURCE] [--poll MILLISECONDS]");
      return USAGE;
    }
    return publish.run();
  }

  private static Publish parse(String[] arguments) {
    Path path = null;
    List<SourceSpec> from = SourceSpec.parse("auto");
    int pollMillis = 10;
    for (int i = 1; i < arguments.length; i++) {
      String argument = arguments[i];
      if (argument.equals("--from")) {
        from = SourceSpec.parse(value(arguments, ++i));
      } else if (argument.equals("--poll")) {
        pollMillis = millis(value(arguments, ++i));
      } else if (argument.startsWith("-") || path != null) {
        throw new IllegalArgumentException("unexpected '" + argument + "'");
      } else {
        path = path(argument);
      }
    }
    if (path == null) {
      throw new IllegalArgumentException("publish needs a PATH");
    }
    for (SourceSpec spec : from) {
      if (spec.path() != null && path(spec.path()).equals(path)) {
        throw new IllegalArgumentException("the page cannot be its own source");
      }
    }
    return new Publish(path, from, pollMillis);
  }

  private int run() {
    try (Publisher publisher = Publisher.open(path, from, Publish::say)) {
      Runtime.getRuntime().addShutdownHook(new Thread(publisher::close, "diverge-stop"));
      say("publishing " + path + " from " + publisher.kinds());
      publisher.run(pollMillis);
      return FINE;
    } catch (IOException e) {
      String why = String.valueOf(e.getMessage());
      say(why);
      if (!why.startsWith(Publisher.NO_SOURCE)) {
        return BAD_NEWS;
      }
      for (SourceVerdict verdict : Survey.take()) {
        if (verdict.verdict() != SourceVerdict.Verdict.CHOSEN) {
          say("  " + verdict.kind() + ": " + verdict.reason());
        }
      }
      return BAD_NEWS;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return FINE;
    }
  }

  private static String value(String[] arguments, int i) {
    if (i >= arguments.length) {
      throw new IllegalArgumentException(arguments[i - 1] + " needs a value");
    }
    return arguments[i];
  }

  private static Path path(String text) {
    try {
      return Path.of(text).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("'" + text + "' is no path", e);
    }
  }

  private static int millis(String text) {
    try {
      int millis = Integer.parseInt(text);
      if (millis >= 1 && millis <= LONGEST_POLL) {
        return millis;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IllegalArgumentException(
        "--poll takes 1 to " + LONGEST_POLL + ", not '" + text + "'");
  }

  private static void say(String line) {
    System.err.println("diverge: " + line);
  }
}
