package dev.diverge.agent.libraries;

import dev.diverge.integrations.JdkType;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.SensitiveType;
import org.jspecify.annotations.Nullable;

/** What is wrong with an extension's description of a library. */
final class ExtensionFault {

  private ExtensionFault() {}

  /** Null for nothing. */
  static @Nullable String of(Library library) {
    if (!isName(library.name())) {
      return "its name is to be of lower case words joined by '-', and is '" + library.name() + "'";
    }
    if (library.name().equals("unnamed")) {
      return "it does not say its name";
    }
    if (library.name().startsWith("jdk-")) {
      return "names that begin with jdk- are the agent's own";
    }
    boolean onlyOurs = !library.bondedTypes().isEmpty();
    for (SensitiveType type : library.types()) {
      onlyOurs |= type instanceof JdkType || Parents.is(type.name());
    }
    if (onlyOurs) {
      return "it describes a JDK's type, a bonded one or generators, which the agent alone can";
    }
    return library.types().isEmpty() && library.matched().isEmpty() ? "it describes no type" : null;
  }

  private static boolean isName(String name) {
    boolean begins = true;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      if (!letter && (begins || c != '-')) {
        return false;
      }
      begins = c == '-';
    }
    return !begins;
  }
}
