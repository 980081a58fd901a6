package dev.diverge.agent.rules;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.AccessibleObject;
import java.util.Map;
import java.util.Set;

/** Opens a module's package to the agent, and to nobody else, when a member of it is reached. */
public record Opener(Instrumentation instrumentation) {

  /**
   * Makes a private member accessible.
   *
   * @param owner the class that declares it
   */
  public void open(Class<?> owner, AccessibleObject member) {
    Module theirs = owner.getModule();
    Module ours = Opener.class.getModule();
    if (!theirs.isOpen(owner.getPackageName(), ours)) {
      instrumentation.redefineModule(
          theirs,
          Set.of(),
          Map.of(),
          Map.of(owner.getPackageName(), Set.of(ours)),
          Set.of(),
          Map.of());
    }
    member.setAccessible(true);
  }
}
