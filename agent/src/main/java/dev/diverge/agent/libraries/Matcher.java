package dev.diverge.agent.libraries;

import dev.diverge.integrations.Match;
import dev.diverge.integrations.Matched;
import dev.diverge.integrations.SensitiveType;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;

/**
 * Types of one extension's library that no one name says. Every class that the application loads
 * passes here: what rules it out by itself is asked first, and Byte Buddy last.
 */
final class Matcher {

  private static final String OBJECT = "java/lang/Object";

  final LazyLibrary library;
  private final Matched matched;
  private final String pattern;
  private final byte @Nullable [] annotation;

  Matcher(LazyLibrary library, Matched matched) {
    this.library = library;
    this.matched = matched;
    Match match = matched.match();
    String name = match.name();
    this.pattern = name == null ? "*" : name.replace('.', '/');
    String annotated = match.annotation();
    this.annotation =
        annotated == null
            ? null
            : "L".concat(annotated.replace('.', '/')).concat(";").getBytes(StandardCharsets.UTF_8);
  }

  /** By its internal name. */
  boolean mayMatch(String name) {
    return fits(name, 0, 0);
  }

  boolean matches(ClassLoader loader, String name, byte[] classFile) {
    if (!mayMatch(name) || !names(classFile)) {
      return false;
    }
    Match match = matched.match();
    if (match.supertype() == null && annotation == null) {
      return true;
    }
    ExtensionWeaver weaver = library.weaver();
    return weaver != null
        && (match.supertype() == null || hasAbove(classFile))
        && weaver.matches(match, loader, name, classFile);
  }

  SensitiveType type(String name) {
    return matched.type(name);
  }

  private boolean fits(String name, int at, int from) {
    for (int i = from; i < pattern.length(); i++) {
      if (pattern.charAt(i) == '*') {
        for (int end = at; end <= name.length(); end++) {
          if (fits(name, end, i + 1)) {
            return true;
          }
        }
        return false;
      }
      if (at == name.length() || pattern.charAt(i) != name.charAt(at++)) {
        return false;
      }
    }
    return at == name.length();
  }

  /** Whether the annotation is among its constants. */
  private boolean names(byte[] classFile) {
    byte[] wanted = annotation;
    if (wanted == null) {
      return true;
    }
    for (int i = 0; i + wanted.length <= classFile.length; i++) {
      int j = 0;
      while (j < wanted.length && classFile[i + j] == wanted[j]) {
        j++;
      }
      if (j == wanted.length) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasAbove(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    return reader.getInterfaces().length > 0 || !OBJECT.equals(reader.getSuperName());
  }
}
