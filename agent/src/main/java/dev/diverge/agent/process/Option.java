package dev.diverge.agent.process;

import org.jspecify.annotations.Nullable;

/**
 * Every option, its default and the values it takes. {@code docs/configuration.md} says what they
 * mean.
 */
public enum Option {
  SOURCE("source", "auto", null),
  CONFIG("config", "", null),
  ENABLED("enabled", "true", "true|false"),
  ON_FAILURE("on-failure", "continue", "continue|halt"),
  LOG("log", "info", "debug|info|warning|off"),
  THIRD_PARTY_RANDOM("third-party-random", "mix", "mix|reseed|keep"),
  SEEDED_SHA1PRNG("seeded-sha1prng", "reseed", "reseed|keep"),
  SOCKETS("sockets", "abort", "abort|abort-all|keep"),
  DATAGRAMS("datagrams", "keep", "abort|keep"),
  SESSIONS("sessions", "expire", "expire|keep"),
  STALE_CIPHERS("stale-ciphers", "refuse", "refuse|allow"),
  SECOND_RESEED("second-reseed", "250", Option.NUMBER),
  POLL("poll", "100", Option.NUMBER),
  ACTION_TIMEOUT("action-timeout", "2000", Option.NUMBER),
  NODE_NUMBER("node-number", "random", "random|file:PATH"),
  RULES("rules", "", null),
  JAR_RULES("jar-rules", "on", "on|off"),
  EXTENSIONS("extensions", "", null),
  CRAC("crac", "off", "on|off"),
  CRAC_ONLY("crac-only", "", null),
  CRAC_EXCEPT("crac-except", "", null),
  JMX("jmx", "auto", "auto|on|off"),
  READY_FILE("ready-file", "", null),
  SELF_TEST("self-test", "auto", "auto|full|off");

  /** What a value that names a file ends with, in the list of values. */
  private static final String PATH = ":PATH";

  /** A whole number of milliseconds, 1 to 3,600,000. */
  static final String NUMBER = "1..3600000";

  public final String key;
  public final String byDefault;
  final @Nullable String values;

  Option(String key, String byDefault, @Nullable String values) {
    this.key = key;
    this.byDefault = byDefault;
    this.values = values;
  }

  public static @Nullable Option of(String key) {
    for (Option option : values()) {
      if (option.key.equals(key)) {
        return option;
      }
    }
    return null;
  }

  boolean accepts(String value) {
    if (values == null) {
      return true;
    }
    if (values.equals(NUMBER)) {
      return isNumber(value);
    }
    if (values.endsWith(PATH) && namesFile(value)) {
      return true;
    }
    return "|".concat(values).concat("|").contains("|".concat(value).concat("|"));
  }

  private boolean namesFile(String value) {
    String kinds = String.valueOf(values);
    String kind = kinds.substring(kinds.lastIndexOf('|') + 1, kinds.length() - PATH.length() + 1);
    return value.length() > kind.length() && value.startsWith(kind);
  }

  private static boolean isNumber(String value) {
    if (value.isEmpty() || value.length() > 7) {
      return false;
    }
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) < '0' || value.charAt(i) > '9') {
        return false;
      }
    }
    int number = Integer.parseInt(value);
    return number >= 1 && number <= 3_600_000;
  }
}
