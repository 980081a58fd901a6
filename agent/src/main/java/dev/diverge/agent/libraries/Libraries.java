package dev.diverge.agent.libraries;

import dev.diverge.agent.actions.Action;
import dev.diverge.agent.actions.ActionSource;
import dev.diverge.agent.reach.TrackedInstances;
import dev.diverge.agent.weave.BondWeaver;
import dev.diverge.agent.weave.GeneratorWeaver;
import dev.diverge.agent.weave.SerialVersion;
import dev.diverge.integrations.BondedType;
import dev.diverge.integrations.Fresh;
import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Opener;
import dev.diverge.integrations.SensitiveType;
import dev.diverge.integrations.TrackedReset;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Weaves the classes of libraries as they are loaded, by whatever class loader, and resets what
 * they hold. Thread-safe.
 *
 * <p>A library is described when the first of its types is loaded. Nothing here holds a class, an
 * instance or a loader of the application's.
 *
 * <p>The guard calls {@link #test} for stale state that is guarded; what is tracked is offered to
 * the transition.
 */
public final class Libraries implements ActionSource, BiPredicate<Object, String> {

  private final Integrations integrations;
  private final TrackedInstances tracked;
  private final Opener opener;
  private final StepRunner steps;
  private final Consumer<TrackedReset> transition;
  private final Consumer<String> report;
  private final Map<String, TypeReset> resets = new ConcurrentHashMap<>();
  private final Set<String> offered = ConcurrentHashMap.newKeySet();
  private final OngoingResets ongoing = new OngoingResets();

  public Libraries(
      Integrations integrations,
      TrackedInstances tracked,
      Opener opener,
      Fresh fresh,
      Consumer<TrackedReset> transition,
      Consumer<String> report) {
    this.integrations = integrations;
    this.tracked = tracked;
    this.opener = opener;
    this.steps = new StepRunner(fresh);
    this.transition = transition;
    this.report = report;
  }

  /** The woven class, or null if it is to be left as it is. */
  public byte @Nullable [] weave(
      @Nullable ClassLoader loader,
      String name,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    LazyLibrary[] libraries = integrations.of(name);
    Matcher[] matchers = libraries == null ? integrations.matchers() : null;
    if (matchers != null) {
      return loader == null ? null : weave(matchers, loader, name, domain, classFile);
    }
    byte[] woven = null;
    for (int i = 0; libraries != null && i < libraries.length; i++) {
      LazyLibrary library = libraries[i];
      try {
        if (!library.isOff()) {
          for (SensitiveType type : library.described(name)) {
            byte[] now = weave(library, type, loader, domain, woven == null ? classFile : woven);
            woven = now == null ? woven : now;
          }
          BondedType bonded = library.bonded(name);
          if (bonded != null) {
            byte[] now = bound(library, bonded, woven == null ? classFile : woven);
            woven = now == null ? woven : now;
            library.loaded(bonded.name(), origin(domain));
          }
        }
      } catch (Throwable t) {
        trouble(library, name, t);
      }
    }
    return woven;
  }

  /** The first that matches counts: two resets of a type would undo each other. */
  private byte @Nullable [] weave(
      Matcher[] matchers,
      ClassLoader loader,
      String name,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    for (Matcher matcher : matchers) {
      LazyLibrary library = matcher.library;
      try {
        if (!library.isOff() && matcher.matches(loader, name, classFile)) {
          return weave(library, matcher.type(name), loader, domain, classFile);
        }
      } catch (Throwable t) {
        trouble(library, name, t);
      }
    }
    return null;
  }

  private byte @Nullable [] weave(
      LazyLibrary library,
      SensitiveType type,
      @Nullable ClassLoader loader,
      @Nullable ProtectionDomain domain,
      byte[] classFile)
      throws ReflectiveOperationException {
    byte[] woven = new TypeWeaver(library, type).weave(classFile);
    ExtensionWeaver weaver = type.advices().isEmpty() ? null : library.weaver();
    if (weaver != null && loader != null) {
      woven = weaver.advised(type, loader, type.name(), woven == null ? classFile : woven);
    }
    library.loaded(type.name(), origin(domain));
    offer(library);
    offer(library, type);
    return woven;
  }

  private void trouble(LazyLibrary library, String name, Throwable t) {
    String trouble = name.replace('/', '.') + " is not reset: " + t;
    if (library.trouble(trouble)) {
      report.accept(trouble);
    }
  }

  private static byte @Nullable [] bound(LazyLibrary library, BondedType type, byte[] classFile) {
    List<String> missing = new ArrayList<>();
    byte[] bound = BondWeaver.weave(classFile, type, true, true, missing);
    for (String member : missing) {
      library.trouble(type.name().replace('/', '.') + " refuses nothing: it has no " + member);
    }
    return bound == null ? null : SerialVersion.kept(classFile, bound);
  }

  /** The woven class, or null if it is none of random numbers, or has no state of its own. */
  public byte @Nullable [] weaveGenerator(
      String name, @Nullable ProtectionDomain domain, byte[] classFile) {
    LazyLibrary library = integrations.ofParents(classFile);
    if (library == null || library.isOff()) {
      return null;
    }
    byte[] woven = GeneratorWeaver.weave(classFile);
    if (woven != null) {
      library.described();
      library.loaded(name, origin(domain));
    }
    return woven;
  }

  private static String origin(@Nullable ProtectionDomain domain) {
    CodeSource source = domain == null ? null : domain.getCodeSource();
    return source == null || source.getLocation() == null ? "" : source.getLocation().toString();
  }

  /** The resets that the library has of its own. */
  private void offer(LazyLibrary library) throws ReflectiveOperationException {
    for (String name : library.described().trackedResets()) {
      if (offered.add(name)) {
        transition.accept(library.instance(name, TrackedReset.class));
      }
    }
  }

  private void offer(LazyLibrary library, SensitiveType type) {
    TypeReset reset = new TypeReset(library, type, tracked, opener, steps);
    boolean tracked = TypeReset.tracksStatics(type) || TypeReset.tracksInstances(type);
    if (resets.putIfAbsent(type.name(), reset) == null && tracked && !reset.mayBlock()) {
      transition.accept(reset);
    }
  }

  @Override
  public void collect(long epoch, List<Action> into, Queue<String> failures) {
    for (TypeReset reset : resets.values()) {
      if (reset.mayBlock()) {
        reset.collect(epoch, into);
      }
    }
  }

  @Override
  public void tell(Map<String, String> into) {
    // Nobody registered these: they have lines of their own.
  }

  /**
   * Stale state is reset, on the thread that uses it; false if it is stale still, and whoever uses
   * it next is to try again.
   */
  @Override
  public boolean test(Object state, String type) {
    TypeReset reset = resets.get(type);
    if (reset == null) {
      return true;
    }
    if (!ongoing.enter(state)) {
      return false; // the library's own code, called by the reset, which has not ended yet
    }
    try {
      return reset.guarded(state, report);
    } finally {
      ongoing.leave(state);
    }
  }

  /**
   * Does steps as libraries describe them, on something of the agent's own.
   *
   * @param self has a field {@code lock}
   */
  public void rehearse(Instance instance, Object self) throws Exception {
    SensitiveType type =
        new Library()
            .type("rehearsal")
            .onCloneEach(
                each ->
                    each.set("iInt", fresh -> fresh.bits(8))
                        .under("lock")
                        .set("iLong", Fresh::number)
                        .under("this")
                        .set("iObject", Fresh::uuid)
                        .run((state, fresh) -> state.hasField("lock")));
    Uninterrupted.run(() -> steps.all(type.instances(), instance, self));
  }

  /** Every library of which something was loaded, or that could not be looked at; for people. */
  public List<LibraryStatus> status() {
    List<LibraryStatus> all = new ArrayList<>();
    for (LazyLibrary library : integrations.met()) {
      LibraryStatus status = LibraryStatus.of(library);
      if (status.inUse() > 0 || !status.troubles().isEmpty()) {
        all.add(status);
      }
    }
    return all;
  }
}
