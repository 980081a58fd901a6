package dev.diverge.agent.hooks;

import dev.diverge.agent.guard.GuardDefiner;
import dev.diverge.agent.guard.KnownRandoms;
import dev.diverge.agent.guard.LateMarks;
import dev.diverge.agent.libraries.Integrations;
import dev.diverge.agent.libraries.Libraries;
import dev.diverge.agent.process.Report;
import dev.diverge.agent.reach.TrackedInstances;
import dev.diverge.agent.rules.Rules;
import dev.diverge.agent.weave.BondWeaver;
import dev.diverge.agent.weave.GeneratorWeaver;
import dev.diverge.agent.weave.GuardWeaver;
import dev.diverge.agent.weave.Woven;
import dev.diverge.integrations.BondedType;
import dev.diverge.integrations.SensitiveType;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.ref.WeakReference;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Weaves guarded types as they are loaded, and has those of libraries woven. It cannot retransform,
 * on purpose: other agents that do are then given our bytes as the original, and our field with
 * them.
 */
public final class HookTransformer implements ClassFileTransformer {

  /** From then on jdk.random is part of java.base. */
  private static final int FIRST_WITHOUT_MODULE = 23;

  /** What nothing needs before a class is met that was loaded before us, or a library's. */
  public interface LibraryParts {
    @Nullable Rules rules();

    Libraries libraries();

    TrackedInstances tracked();

    LateMarks lateMarks();
  }

  private final Instrumentation instrumentation;
  private final Hooks hooks;
  private final Integrations integrations;
  private final Report report;
  private final GuardDefiner definer;
  private final LibraryParts later;

  /** The one of classes that were loaded before us; null in that one itself. */
  private final @Nullable HookTransformer late;

  private final boolean generators;
  private final ClassLoader platform = ClassLoader.getPlatformClassLoader();
  private final @Nullable ClassLoader ofRandom = randomLoader();
  private final AtomicBoolean retransforms = new AtomicBoolean();
  private volatile boolean forbidden;
  private int classes;

  /**
   * One that is not installed yet.
   *
   * @param generators whether anybody's generators are woven
   */
  public HookTransformer(
      Instrumentation instrumentation,
      Hooks hooks,
      Integrations integrations,
      Report report,
      GuardDefiner definer,
      LibraryParts later,
      boolean generators) {
    this(
        instrumentation,
        hooks,
        integrations,
        report,
        definer,
        later,
        generators,
        new HookTransformer(
            instrumentation, hooks, integrations, report, definer, later, generators, null));
  }

  private HookTransformer(
      Instrumentation instrumentation,
      Hooks hooks,
      Integrations integrations,
      Report report,
      GuardDefiner definer,
      LibraryParts later,
      boolean generators,
      @Nullable HookTransformer late) {
    this.instrumentation = instrumentation;
    this.hooks = hooks;
    this.integrations = integrations;
    this.report = report;
    this.definer = definer;
    this.later = later;
    this.late = late;
    this.generators = generators;
  }

  public void install() {
    instrumentation.addTransformer(this, false);
    Class<?>[] loaded = instrumentation.getAllLoadedClasses();
    remember(loaded);
    weave(loaded);
  }

  /** About how many classes were loaded since; threads may lose a few. */
  public int classes() {
    return classes;
  }

  /** What was loaded without our members cannot be given them when it is redefined. */
  private void remember(Class<?>[] loaded) {
    List<WeakReference<Class<?>>> those = new ArrayList<>();
    for (Class<?> c : loaded) {
      if (c.getClassLoader() != null && !c.isArray()) {
        String name = c.getName().replace('.', '/');
        if (integrations.mayName(name) || integrations.mayMatch(name) || isRuled(name)) {
          those.add(new WeakReference<>(c));
        }
      }
    }
    hooks.loadedBeforeUs(those);
  }

  private boolean isRuled(String name) {
    Rules rules = later.rules();
    return rules != null && rules.name(name);
  }

  /**
   * Types that were loaded before us: by a late attach, by another agent's doing, or because a map
   * that two threads fought over asked ThreadLocalRandom for help inside a transformer.
   */
  public void weaveLoaded() {
    weave(instrumentation.getAllLoadedClasses());
  }

  private void weave(Class<?>[] all) {
    List<Class<?>> loaded = new ArrayList<>();
    for (Class<?> c : all) {
      // All the JVM's classes pass here before main: two look-ups each, no more.
      String name = hooks.wanted(c.getName());
      if (name != null && isJdk(c.getClassLoader(), c.getName())) {
        hooks.loadedBeforeUs(name);
        loaded.add(c);
      }
    }
    if (loaded.isEmpty()) {
      return;
    }
    if (retransforms.compareAndSet(false, true)) { // and stays: others retransform them too
      instrumentation.addTransformer(late, true);
    }
    try {
      for (Class<?> c : loaded) {
        initialize(c);
        instrumentation.retransformClasses(c);
        if (c == Random.class) {
          new KnownRandoms(later.lateMarks()).mark(instrumentation);
        }
        SensitiveType type = hooks.type(c.getName().replace('.', '/'));
        if (type != null && type.isTrackedStatics()) {
          later.tracked().accept(c); // it will not be initialised again
        }
      }
    } catch (UnmodifiableClassException | LinkageError | UnsupportedOperationException e) {
      report.line("a class that was loaded before the agent cannot be woven: " + e);
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

  private boolean isLate() {
    return late == null;
  }

  /**
   * Before that the module jdk.random is loaded as the application is, whatever loader that has.
   */
  private boolean isJdk(@Nullable ClassLoader loader, String name) {
    return loader == null
        || loader == platform
        || (loader == ofRandom && name.startsWith("jdk") && name.startsWith("random", 4));
  }

  private static @Nullable ClassLoader randomLoader() {
    if (Runtime.version().feature() >= FIRST_WITHOUT_MODULE) {
      return null;
    }
    Optional<Module> random = ModuleLayer.boot().findModule("jdk.random");
    return random.isPresent() ? random.get().getClassLoader() : null;
  }

  @Override
  @SuppressWarnings("removal") // see Privileged
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    if (name == null
        || (redefined == null ? isLate() : !isOurs(loader, name, redefined, classFile))) {
      return null;
    }
    classes++;
    return System.getSecurityManager() == null
        ? wovenOrTold(loader, name, domain, classFile)
        : AccessController.doPrivileged(new Weaving(loader, name, domain, classFile));
  }

  /** By whom the class is loaded, hence whose permissions there are, is no matter of ours. */
  private final class Weaving implements PrivilegedAction<byte @Nullable []> {

    private final @Nullable ClassLoader loader;
    private final String name;
    private final @Nullable ProtectionDomain domain;
    private final byte[] classFile;

    Weaving(
        @Nullable ClassLoader loader,
        String name,
        @Nullable ProtectionDomain domain,
        byte[] classFile) {
      this.loader = loader;
      this.name = name;
      this.domain = domain;
      this.classFile = classFile;
    }

    @Override
    public byte @Nullable [] run() {
      return wovenOrTold(loader, name, domain, classFile);
    }
  }

  private byte @Nullable [] wovenOrTold(
      @Nullable ClassLoader loader,
      String name,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    try {
      byte[] woven = weave(loader, name, domain, classFile);
      if (woven != null) {
        definer.define(Woven.calls(woven));
      }
      return woven;
    } catch (Throwable t) { // the JVM would drop it without a word
      if (t instanceof SecurityException) {
        forbid(name, t);
        return null;
      }
      if (hooks.type(name) != null || hooks.bonded(name) != null) {
        hooks.became(name, Hooks.MarkPlace.ABSENT, t.toString());
      }
      report.line(name.replace('/', '.') + " is not guarded: " + t);
      return null;
    }
  }

  /** One line: a security manager that forbids us anything is asked for every class. */
  private void forbid(String name, Throwable denied) {
    if (!forbidden) {
      forbidden = true;
      report.line(
          "a security manager forbids weaving, "
              + name.replace('/', '.')
              + " and what is loaded after it may not be guarded: "
              + denied);
    }
  }

  /**
   * Whether a class that another agent redefines, or that is retransformed, is this transformer's.
   * It is woven again just as it was, since it must keep its members.
   */
  private boolean isOurs(
      @Nullable ClassLoader loader, String name, Class<?> redefined, byte[] classFile) {
    boolean inTable = hooks.wasLoadedBeforeUs(name) && isJdk(loader, name);
    return isLate() == inTable
        && !hooks.wasLoadedBeforeUs(redefined)
        && !Woven.is(classFile)
        && (isLate()
            || !isGenerator(loader, name, classFile)
            || GeneratorWeaver.isWoven(redefined));
  }

  private byte @Nullable [] weave(
      @Nullable ClassLoader loader,
      String name,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    Rules rules = isLate() ? null : later.rules();
    byte[] ruled = rules == null ? null : rules.weave(name, classFile);
    byte[] hooked = hooked(loader, name, domain, ruled == null ? classFile : ruled);
    return hooked == null ? ruled : hooked;
  }

  private byte @Nullable [] hooked(
      @Nullable ClassLoader loader,
      String name,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    if (isJdk(loader, name)) {
      hooks.meet(name);
      SensitiveType guarded = hooks.type(name);
      BondedType bonded = guarded == null ? hooks.bonded(name) : null;
      if (guarded != null || bonded != null) {
        return weave(name, guarded, bonded, classFile);
      }
    }
    if (isLate()) {
      return null;
    }
    byte[] named =
        integrations.mayName(name) || (!isJdk(loader, name) && integrations.mayMatch(name))
            ? later.libraries().weave(loader, name, domain, classFile)
            : null;
    byte[] soFar = named == null ? classFile : named;
    byte[] generator =
        isGenerator(loader, name, soFar)
            ? later.libraries().weaveGenerator(name, domain, soFar)
            : null;
    return generator == null ? named : generator;
  }

  private boolean isGenerator(@Nullable ClassLoader loader, String name, byte[] classFile) {
    return generators && !isJdk(loader, name) && integrations.mayBeGenerator(name, classFile);
  }

  private byte @Nullable [] weave(
      String name, @Nullable SensitiveType guarded, @Nullable BondedType bonded, byte[] classFile) {
    List<String> missing = new ArrayList<>();
    byte[] bytes =
        bonded != null
            ? BondWeaver.weave(
                classFile, bonded, !isLate(), !hooks.wasLoadedBeforeUs(bonded.carrier()), missing)
            : guarded != null
                ? GuardWeaver.weave(classFile, guarded, !isLate(), hooks, missing)
                : null;
    boolean absent = bytes == null || (bonded != null && !missing.isEmpty());
    Hooks.MarkPlace woven = isLate() ? Hooks.MarkPlace.TABLE : Hooks.MarkPlace.FIELD;
    String lacks = missing.isEmpty() ? null : "this JDK's class lacks " + missing;
    hooks.became(name, absent ? Hooks.MarkPlace.ABSENT : woven, lacks);
    if (absent) {
      report.line(name.replace('/', '.') + " is not guarded: " + lacks);
    }
    return bytes;
  }
}
