package dev.diverge.agent.libraries;

import dev.diverge.integrations.Match;
import dev.diverge.integrations.SensitiveType;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** What Byte Buddy does for one extension, in that extension's loader. Thread-safe. */
public final class ExtensionWeaver {

  private final BiFunction<Object, Object[], @Nullable Object> byteBuddy;

  public ExtensionWeaver(BiFunction<Object, Object[], @Nullable Object> byteBuddy) {
    this.byteBuddy = byteBuddy;
  }

  boolean matches(Match match, ClassLoader loader, String name, byte[] classFile) {
    return Boolean.TRUE.equals(byteBuddy.apply(match, of(loader, name, classFile)));
  }

  byte @Nullable [] advised(SensitiveType type, ClassLoader loader, String name, byte[] classFile) {
    return (byte[]) byteBuddy.apply(type, of(loader, name, classFile));
  }

  private static Object[] of(ClassLoader loader, String name, byte[] classFile) {
    return new Object[] {loader, name.replace('/', '.'), classFile};
  }
}
