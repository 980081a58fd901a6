package dev.diverge.agent.reach;

import dev.diverge.integrations.Opener;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.AccessibleObject;
import java.util.Map;
import java.util.Set;

/** Opens packages of named modules to the agent alone. Thread-safe. */
public final class ModuleOpener implements Opener {

  private final Instrumentation instrumentation;

  public ModuleOpener(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  @Override
  public void open(Class<?> type, AccessibleObject member) {
    Module theirs = type.getModule();
    for (Module ours : new Module[] {ModuleOpener.class.getModule(), Opener.class.getModule()}) {
      if (theirs.isNamed() && !theirs.isOpen(type.getPackageName(), ours)) {
        instrumentation.redefineModule(
            theirs,
            Set.of(),
            Map.of(),
            Map.of(type.getPackageName(), Set.of(ours)),
            Set.of(),
            Map.of());
      }
    }
    member.setAccessible(true);
  }
}
