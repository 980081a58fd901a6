package dev.diverge.agent.extensions;

import dev.diverge.agent.actions.Action;
import dev.diverge.agent.actions.ActionSource;
import dev.diverge.agent.guard.GuardDefiner;
import dev.diverge.agent.libraries.ExtensionWeaver;
import dev.diverge.agent.libraries.Integrations;
import dev.diverge.agent.outside.PlainText;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Match;
import dev.diverge.integrations.Matched;
import dev.diverge.integrations.SensitiveType;
import dev.diverge.integrations.SpiVersion;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The extensions of this JVM. They are described as the agent is installed, since what is wrong
 * with one is best told then; whatever it is costs a line and that one alone.
 */
public final class Extensions implements ActionSource {

  /** What is not the class's own fault, but of another version of the words it speaks. */
  private static final String OTHER_VERSION =
      "; if it was made for another version of diverge-integrations than " + SpiVersion.CURRENT;

  private final Integrations integrations;
  private final GuardDefiner definer;
  private final Consumer<String> report;
  private final Map<String, List<String>> names = new LinkedHashMap<>();
  private final List<Classes> classes = new ArrayList<>();

  /** All that one extension has. */
  private record Classes(ClassLoader loader, List<String> names) {}

  public Extensions(Integrations integrations, GuardDefiner definer, Consumer<String> report) {
    this.integrations = integrations;
    this.definer = definer;
    this.report = report;
  }

  /** Reads and describes them; once. */
  public void load(String paths) {
    for (int start = 0, end; start < paths.length(); start = end + 1) {
      end = paths.indexOf('+', start);
      end = end < 0 ? paths.length() : end;
      String path = paths.substring(start, end).strip();
      if (!path.isEmpty()) {
        try {
          load(path, ExtensionFiles.of(path));
        } catch (Throwable t) {
          ignored(path, "cannot be used (" + ExtensionFiles.reason(t) + ")");
        }
      }
    }
  }

  private void load(String path, ExtensionFiles read) {
    for (String fault : read.faults()) {
      ignored(path, fault);
    }
    if (read.providers().isEmpty()) {
      if (read.faults().isEmpty()) {
        ignored(path, "names no integration: there is no " + ExtensionFiles.PROVIDERS + " in it");
      }
      return;
    }
    read.addOurs();
    ClassLoader loader = definer.extension(read.files());
    List<String> described = new ArrayList<>();
    for (String provider : read.providers()) {
      describe(path, loader, provider, described);
    }
    names.put(path, described);
    classes.add(new Classes(loader, classNames(read.files())));
  }

  private void describe(String path, ClassLoader loader, String provider, List<String> described) {
    try {
      Class<?> type = loader.loadClass(provider);
      if (!Integration.class.isAssignableFrom(type)) {
        ignored(path, provider + " is no " + Integration.class.getName());
        return;
      }
      Integration made = (Integration) type.getConstructor().newInstance();
      Library library = new Library();
      made.describe(library);
      List<String> left = new ArrayList<>();
      String fault = integrations.add(made, library, weaver(library, loader), left);
      for (String line : left) {
        say(path, line);
      }
      if (fault != null) {
        ignored(path, provider + ": " + fault);
      } else {
        described.add(library.name());
      }
    } catch (Throwable t) {
      ignored(path, provider + " cannot be used (" + cause(t) + ")");
    }
  }

  /** Null if it asks for nothing of Byte Buddy's: then nothing of that is loaded. */
  @SuppressWarnings("unchecked") // its own declaration
  private static @Nullable ExtensionWeaver weaver(Library library, ClassLoader loader)
      throws ReflectiveOperationException {
    if (!asksForByteBuddy(library)) {
      return null;
    }
    try {
      return new ExtensionWeaver(
          (BiFunction<Object, Object[], @Nullable Object>)
              loader.loadClass(ExtensionFiles.WEAVER).getConstructor().newInstance());
    } catch (ClassNotFoundException absent) {
      throw new ClassNotFoundException(
          "it asks for Byte Buddy, whose jar is to be in the same folder, or in the extension's jar",
          absent);
    }
  }

  private static boolean asksForByteBuddy(Library library) {
    for (SensitiveType type : library.types()) {
      if (!type.advices().isEmpty()) {
        return true;
      }
    }
    for (Matched matched : library.matched()) {
      Match match = matched.match();
      if (match.supertype() != null
          || match.annotation() != null
          || !matched.type("rehearsal").advices().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private static String cause(Throwable t) {
    Throwable cause =
        t instanceof InvocationTargetException && t.getCause() != null ? t.getCause() : t;
    String said = PlainText.thrown(cause);
    return cause instanceof IncompatibleClassChangeError || cause instanceof NoClassDefFoundError
        ? said + OTHER_VERSION
        : said;
  }

  private static List<String> classNames(Map<String, byte[]> files) {
    List<String> names = new ArrayList<>();
    for (String file : files.keySet()) {
      if (file.endsWith(".class")
          && !file.startsWith("META-INF/")
          && !file.startsWith(ExtensionFiles.BYTE_BUDDY)) {
        names.add(file.substring(0, file.length() - ".class".length()).replace('/', '.'));
      }
    }
    return names;
  }

  private void ignored(String path, String what) {
    say(path, what + ": ignored");
  }

  private void say(String path, String what) {
    report.accept("extension " + PlainText.value(path) + ": " + PlainText.value(what));
  }

  /**
   * Loads what a transition may need of them, so that none of it is loaded at a clone. For the
   * follower's thread.
   */
  public void warm() {
    for (Classes each : classes) {
      for (String name : each.names()) {
        try {
          Class.forName(name, false, each.loader());
        } catch (ClassNotFoundException | LinkageError notNeeded) {
          // Or it is told where it is needed.
        }
      }
    }
  }

  @Override
  public void collect(long epoch, List<Action> into, Queue<String> failures) {
    // What they describe is reset as libraries are.
  }

  @Override
  public void tell(Map<String, String> into) {
    List<String> lines = new ArrayList<>();
    for (Map.Entry<String, List<String>> each : names.entrySet()) {
      lines.add(
          PlainText.value(each.getKey())
              + (each.getValue().isEmpty() ? " (none used)" : " " + each.getValue()));
    }
    if (!lines.isEmpty()) {
      into.put("extensions", String.join(", ", lines));
    }
  }
}
