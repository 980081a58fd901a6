package dev.diverge.scan.tell;

import dev.diverge.integrations.Severity;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One option of a command line, {@code --name=value}. */
public record Option(String name, String value) {

  private static final String NONE = "none";

  /** Not to be understood; the message says what. */
  public static final class Bad extends Exception {
    private static final long serialVersionUID = 1;

    public Bad(String message) {
      super(message);
    }
  }

  /** Parts it. */
  public static Option of(String word, String usage) throws Bad {
    int equals = word.indexOf('=');
    if (equals < 0 || equals == word.length() - 1) {
      throw new Bad("no value in '" + word + "': " + usage);
    }
    return new Option(word.substring(2, equals), word.substring(equals + 1));
  }

  /** One of a few words. */
  public <E extends Enum<E>> E among(Class<E> type) throws Bad {
    return among(type, "");
  }

  private <E extends Enum<E>> E among(Class<E> type, String besides) throws Bad {
    StringBuilder known = new StringBuilder(besides);
    for (E constant : type.getEnumConstants()) {
      String word = constant.name().toLowerCase(Locale.ROOT);
      if (word.equals(value)) {
        return constant;
      }
      known.append(known.isEmpty() ? "" : ", ").append(word);
    }
    throw bad("one of " + known);
  }

  /** How bad something is at least, null for {@code none}. */
  public @Nullable Severity severity() throws Bad {
    return value.equals(NONE) ? null : among(Severity.class, NONE);
  }

  /** Says what its value is to be. */
  public Bad bad(String wanted) {
    return new Bad("--" + name + "=" + value + ": it is " + wanted);
  }

  /** There is none of that name. */
  public Bad unknown(String usage) {
    return new Bad("no such option: --" + name + ": " + usage);
  }
}
