package dev.diverge.agent;

import dev.diverge.agent.weave.BondWeaver;
import dev.diverge.agent.weave.GuardWeaver;
import dev.diverge.integrations.BondedType;
import dev.diverge.integrations.SensitiveType;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Weaves guarded types as they are loaded, and has those of libraries woven. It cannot retransform,
 * on purpose: other agents that do are then given our bytes as the original, and our field with
 * them.
 */
final class HookTransformer implements ClassFileTransformer {

  private final LazyParts agent;
  private final Hooks hooks;
  private final Report report;
  private final boolean late;

  private HookTransformer(LazyParts agent, boolean late) {
    this.agent = agent;
    this.hooks = agent.hooks;
    this.report = agent.report;
    this.late = late;
  }

  static void install(LazyParts agent) {
    agent.instrumentation.addTransformer(new HookTransformer(agent, false), false);
    weaveLoaded(agent);
  }

  /**
   * Types that were loaded before us: by a late attach, by another agent's doing, or because a map
   * that two threads fought over asked ThreadLocalRandom for help inside a transformer.
   */
  static void weaveLoaded(LazyParts agent) {
    Instrumentation instrumentation = agent.instrumentation;
    Hooks hooks = agent.hooks;
    List<Class<?>> loaded = new ArrayList<>();
    for (Class<?> c : instrumentation.getAllLoadedClasses()) {
      // All the JVM's classes pass here before main: two look-ups each, no more.
      hooks.meet(c.getName());
      String name = hooks.wanted(c.getName());
      if (name != null && isJdk(c.getClassLoader())) {
        hooks.loadedBeforeUs(name);
        loaded.add(c);
      }
    }
    if (loaded.isEmpty()) {
      return;
    }
    HookTransformer retransformer = new HookTransformer(agent, true);
    instrumentation.addTransformer(retransformer, true);
    try {
      for (Class<?> c : loaded) {
        initialize(c);
        instrumentation.retransformClasses(c);
        if (c == Random.class) {
          new KnownRandoms(agent.get().lateMarks).mark(instrumentation);
        }
        SensitiveType type = hooks.type(c.getName().replace('.', '/'));
        if (type != null && type.isTrackedStatics()) {
          agent.get().born.accept(c); // it will not be initialised again
        }
      }
    } catch (UnmodifiableClassException | LinkageError | UnsupportedOperationException e) {
      agent.report.line("a class that was loaded before the agent cannot be woven: " + e);
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
    if (name == null || (redefined != null) != late) {
      return null;
    }
    agent.classes++;
    try {
      return weave(loader, name, domain, classFile);
    } catch (Throwable t) { // the JVM would drop it without a word
      if (hooks.type(name) != null || hooks.bonded(name) != null) {
        hooks.became(name, Hooks.State.ABSENT, List.of(t.toString()));
      }
      report.line(name.replace('/', '.') + " is not guarded: " + t);
      return null;
    }
  }

  private byte @Nullable [] weave(
      @Nullable ClassLoader loader,
      String name,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    if (isJdk(loader)) {
      hooks.meet(name);
      SensitiveType guarded = hooks.type(name);
      BondedType bonded = guarded == null ? hooks.bonded(name) : null;
      if (guarded != null || bonded != null) {
        return weave(name, guarded, bonded, classFile);
      }
    }
    return !late && agent.integrations.mayName(name)
        ? agent.get().libraries.weave(name, domain, classFile)
        : null;
  }

  private byte @Nullable [] weave(
      String name, @Nullable SensitiveType guarded, @Nullable BondedType bonded, byte[] classFile) {
    List<String> missing = new ArrayList<>();
    byte[] bytes =
        bonded != null
            ? BondWeaver.weave(
                classFile, bonded, !late, !hooks.wasLoadedBeforeUs(bonded.carrier()), missing)
            : guarded != null ? GuardWeaver.weave(classFile, guarded, !late, hooks, missing) : null;
    boolean absent = bytes == null || (bonded != null && !missing.isEmpty());
    Hooks.State woven = late ? Hooks.State.TABLE : Hooks.State.FIELD;
    hooks.became(name, absent ? Hooks.State.ABSENT : woven, missing);
    if (absent) {
      report.line(name.replace('/', '.') + " is not guarded: this JDK's class lacks " + missing);
    }
    return bytes;
  }
}
