package dev.diverge.agent.process;

import dev.diverge.agent.outside.PlainFile;
import dev.diverge.agent.outside.PlainText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * The options as given, first found wins: agent arguments, {@code -Ddiverge.KEY}, {@code
 * DIVERGE_KEY}, the properties file named by {@code config}. What is wrong is kept as a line to
 * report, and the default used.
 */
public final class Options {

  private static final String PROPERTY = "diverge.";
  public static final String VARIABLE = "DIVERGE_";
  private static final String INTEGRATION = "integration";

  /** By key: an EnumMap finds its keys by reflection, which is slow so early. */
  private final Map<String, String> values = new HashMap<>();

  private final Map<String, Boolean> integrations = new HashMap<>();
  private final List<String> complaints = new ArrayList<>();

  private Options() {}

  public static Options of(
      String arguments, Properties properties, Map<String, String> environment) {
    Options options = new Options();
    options.arguments(arguments);
    options.properties(properties);
    options.environment(environment);
    String config = options.get(Option.CONFIG);
    if (!config.isEmpty()) {
      options.file(config);
    }
    return options;
  }

  public String get(Option option) {
    String value = values.get(option.key);
    return value != null ? value : option.byDefault;
  }

  public boolean is(Option option, String value) {
    return get(option).equals(value);
  }

  public int number(Option option) {
    return Integer.parseInt(get(option));
  }

  /** The integrations that are asked for, or not wanted, by name. */
  public Map<String, Boolean> integrations() {
    return integrations;
  }

  /** One line for each thing that was wrong. */
  public List<String> complaints() {
    return complaints;
  }

  private void arguments(String arguments) {
    int start = 0;
    while (start < arguments.length()) {
      int comma = arguments.indexOf(',', start);
      int end = comma < 0 ? arguments.length() : comma;
      String pair = arguments.substring(start, end).strip();
      int equals = pair.indexOf('=');
      if (equals > 0) {
        offer(pair.substring(0, equals), pair.substring(equals + 1), "the agent's arguments");
      } else if (!pair.isEmpty()) {
        complaints.add(
            "'"
                + PlainText.value(pair)
                + "' in the agent's arguments is not key=value: ignored; "
                + (Option.of(pair) == null
                    ? "a value with a comma is for -Ddiverge.KEY= or DIVERGE_KEY"
                    : "if it was attached with jcmd, which takes '=' for itself, quote the options"
                        + " once more: '\""
                        + pair
                        + "=...\"'"));
      }
      start = end + 1;
    }
  }

  /** The application may have put properties of its own making in place of the JDK's. */
  private void properties(Properties properties) {
    try {
      for (Enumeration<Object> names = properties.keys(); names.hasMoreElements(); ) {
        if (names.nextElement() instanceof String name && name.startsWith(PROPERTY)) {
          String value = properties.getProperty(name);
          if (value != null) {
            offer(name.substring(PROPERTY.length()), value, "system property " + name);
          }
        }
      }
    } catch (RuntimeException strange) {
      complaints.add("system properties cannot be read (" + PlainText.thrown(strange) + ")");
    }
  }

  private void environment(Map<String, String> environment) {
    if (environment.isEmpty()) {
      return; // the usual case, and no class of its iteration loaded
    }
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      String name = variable.getKey();
      if (name.startsWith(VARIABLE)) {
        String key = name.substring(VARIABLE.length()).toLowerCase(Locale.ROOT).replace('_', '-');
        offer(key, variable.getValue(), "environment variable " + name);
      }
    }
  }

  private void file(String path) {
    String from = "config file ".concat(path);
    Properties properties = new Properties();
    try {
      properties.load(new ByteArrayInputStream(PlainFile.trusted(path)));
    } catch (IOException | RuntimeException e) {
      complaints.add(
          PlainText.value(from) + " cannot be read (" + PlainText.thrown(e) + "): it is ignored");
      return;
    }
    for (String name : properties.stringPropertyNames()) {
      offer(name, properties.getProperty(name), from);
    }
  }

  private void offer(String key, String value, String from) {
    if (key.length() > INTEGRATION.length() + 1 && key.startsWith(INTEGRATION)) {
      integration(key, value, from);
      return;
    }
    Option option = Option.of(key);
    if (option == null) {
      complaints.add(
          "unknown option '"
              + PlainText.value(key)
              + "' in "
              + PlainText.value(from)
              + ": ignored; known: "
              + known());
    } else if (!option.accepts(value)) {
      complaints.add(
          "bad value '"
              + PlainText.value(value)
              + "' for option '"
              + PlainText.value(key)
              + "' in "
              + PlainText.value(from)
              + " (one of "
              + option.values
              + "): the default '"
              + option.byDefault
              + "' is used");
    } else {
      values.putIfAbsent(key, value);
    }
  }

  private void integration(String key, String value, String from) {
    if (value.equals("on") || value.equals("off")) {
      integrations.putIfAbsent(key.substring(INTEGRATION.length() + 1), value.equals("on"));
    } else {
      complaints.add(
          "bad value '"
              + PlainText.value(value)
              + "' for option '"
              + PlainText.value(key)
              + "' in "
              + PlainText.value(from)
              + " (on or off): it is ignored");
    }
  }

  private static String known() {
    StringBuilder known = new StringBuilder();
    for (Option option : Option.values()) {
      known.append(option.key).append(", ");
    }
    return known.append(INTEGRATION).append(".NAME").toString();
  }
}
