package dev.diverge.testapps;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A command line of {@code --key value} and {@code --flag}; what it does not know, it refuses. */
public final class Arguments {
  private final Map<String, String> values = new HashMap<>();
  private final Set<String> flags = new HashSet<>();

  public static Arguments parse(String[] words, Set<String> keys, Set<String> flags) {
    Arguments arguments = new Arguments();
    Deque<String> rest = new ArrayDeque<>(List.of(words));
    while (!rest.isEmpty()) {
      String word = rest.removeFirst();
      if (flags.contains(word)) {
        arguments.flags.add(word);
      } else if (keys.contains(word) && !rest.isEmpty()) {
        arguments.values.put(word, rest.removeFirst());
      } else {
        throw new IllegalArgumentException(
            keys.contains(word) ? word + " needs a value" : "unknown option " + word);
      }
    }
    return arguments;
  }

  public boolean has(String flag) {
    return flags.contains(flag);
  }

  public Optional<String> value(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /** At least 1. */
  public int count(String key, int otherwise) {
    String value = values.get(key);
    if (value == null) {
      return otherwise;
    }
    if (!value.matches("[1-9]\\d{0,5}")) {
      throw new IllegalArgumentException(key + " needs a number from 1, not " + value);
    }
    return Integer.parseInt(value);
  }
}
