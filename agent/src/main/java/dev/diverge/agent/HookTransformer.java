package dev.diverge.agent;

import dev.diverge.agent.reach.Born;
import dev.diverge.agent.weave.GuardWeaver;
import dev.diverge.integrations.SensitiveType;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Weaves guarded types as they are loaded. It cannot retransform, on purpose: other agents that do
 * are then given our bytes as the original, and our field with them.
 */
final class HookTransformer implements ClassFileTransformer {

  private final Hooks hooks;
  private final Report report;
  private final boolean late;

  private HookTransformer(Hooks hooks, Report report, boolean late) {
    this.hooks = hooks;
    this.report = report;
    this.late = late;
  }

  static void install(Instrumentation instrumentation, Hooks hooks, Born born, Report report) {
    instrumentation.addTransformer(new HookTransformer(hooks, report, false), false);
    weaveLoaded(instrumentation, hooks, born, report);
  }

  /** Types that were loaded before us, by a late attach or by another agent's doing. */
  static void weaveLoaded(Instrumentation instrumentation, Hooks hooks, Born born, Report report) {
    List<Class<?>> loaded = new ArrayList<>();
    for (Class<?> c : instrumentation.getAllLoadedClasses()) {
      // All the JVM's classes pass here before main: one look-up each, no more.
      SensitiveType type = hooks.typeOf(c.getName());
      if (type != null && hooks.state(type.name()) == null && isJdk(c.getClassLoader())) {
        loaded.add(c);
      }
    }
    if (loaded.isEmpty()) {
      return;
    }
    HookTransformer retransformer = new HookTransformer(hooks, report, true);
    instrumentation.addTransformer(retransformer, true);
    try {
      for (Class<?> c : loaded) {
        initialize(c);
        instrumentation.retransformClasses(c);
        SensitiveType type = hooks.typeOf(c.getName());
        if (type != null && type.isTrackedStatics()) {
          born.accept(c); // it will not be initialised again
        }
      }
    } catch (UnmodifiableClassException | LinkageError | UnsupportedOperationException e) {
      report.line("a class that was loaded before the agent cannot be woven: " + e);
    } finally {
      instrumentation.removeTransformer(retransformer);
    }
  }

  /** A class that another thread is just linking must not be retransformed (JDK-8277444). */
  private static void initialize(Class<?> c) {
    try {
      Class.forName(c.getName(), true, c.getClassLoader());
    } catch (ClassNotFoundException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** JDK 17 loads its module jdk.random by the system loader. */
  private static boolean isJdk(@Nullable ClassLoader loader) {
    return loader == null
        || loader == ClassLoader.getSystemClassLoader()
        || loader == ClassLoader.getPlatformClassLoader();
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    SensitiveType type = name == null ? null : hooks.type(name);
    if (type == null || (redefined != null) != late || !isJdk(loader)) {
      return null;
    }
    return weave(type, classFile);
  }

  private byte @Nullable [] weave(SensitiveType type, byte[] classFile) {
    try {
      List<String> missing = new ArrayList<>();
      byte[] bytes = GuardWeaver.weave(classFile, type, !late, hooks, missing);
      Hooks.State woven = late ? Hooks.State.TABLE : Hooks.State.FIELD;
      hooks.became(type.name(), bytes == null ? Hooks.State.ABSENT : woven, missing);
      if (bytes == null) {
        report.line(
            type.name().replace('/', '.') + " is not guarded: this JDK's class lacks " + missing);
      }
      return bytes;
    } catch (Throwable t) {
      hooks.became(type.name(), Hooks.State.ABSENT, List.of(t.toString()));
      report.line(type.name().replace('/', '.') + " is not guarded: " + t);
      return null;
    }
  }
}
