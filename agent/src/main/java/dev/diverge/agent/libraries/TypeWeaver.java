package dev.diverge.agent.libraries;

import dev.diverge.agent.weave.GuardWeaver;
import dev.diverge.agent.weave.MemberWeaver;
import dev.diverge.agent.weave.SerialVersion;
import dev.diverge.agent.weave.Shape;
import dev.diverge.integrations.MethodUse.Use;
import dev.diverge.integrations.SensitiveType;
import dev.diverge.integrations.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;

/** Weaves one class of a library as its description says, and notes what this version lacks. */
final class TypeWeaver {

  private final LazyLibrary library;
  private final SensitiveType type;

  TypeWeaver(LazyLibrary library, SensitiveType type) {
    this.library = library;
    this.type = type;
  }

  byte @Nullable [] weave(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    Shape shape = Shape.of(reader);
    Set<String> written = new HashSet<>();
    look(type.statics(), shape, written);
    look(type.instances(), shape, written);
    boolean statics = TypeReset.tracksStatics(type);
    boolean instances = TypeReset.tracksInstances(type);
    byte[] woven = null;
    if (statics || instances || !written.isEmpty()) {
      woven = MemberWeaver.weave(reader, shape, written, statics, instances);
    }
    byte[] guarded = callsGuard() ? guarded(woven == null ? classFile : woven, woven) : woven;
    return guarded == null ? null : SerialVersion.kept(classFile, guarded);
  }

  /** Whether any method or constructor is to call the guard. */
  private boolean callsGuard() {
    return type.isGuarded()
        || type.isTracked()
        || type.has(Use.MAKES)
        || type.isTrackedStatics()
        || type.has(Use.NOTICED)
        || type.has(Use.BORROWING);
  }

  private byte @Nullable [] guarded(byte[] classFile, byte @Nullable [] unguarded) {
    List<String> missing = new ArrayList<>();
    byte[] woven = GuardWeaver.weave(classFile, type, true, missing::contains, missing);
    for (String member : missing) {
      trouble((woven == null ? "is not guarded" : "is guarded in part") + ": it has no " + member);
    }
    return woven != null ? woven : unguarded;
  }

  private void look(List<Step> steps, Shape shape, Set<String> written) {
    for (Step step : steps) {
      lock(step, shape);
      Shape.Field field = shape.field(step.member());
      if (step.isMethod() || step.member().isEmpty()) {
        continue;
      }
      if (field == null) {
        if (!step.optional() && !shape.mayInherit()) {
          trouble("has no field " + step.member() + ": that is not reset");
        }
      } else if (step.writes() && field.isConstant()) {
        trouble("has " + step.member() + " as a compile-time constant: that is not reset");
      } else if (step.writes() && shape.isInterface()) {
        trouble("is an interface, whose fields are final: " + step.member() + " is not reset");
      } else if (step.writes()) {
        written.add(step.member());
      }
    }
  }

  private void lock(Step step, Shape shape) {
    String lock = step.lock();
    if (lock != null
        && !lock.equals("this")
        && shape.field(lock) == null
        && !shape.mayInherit()
        && !step.optional()) {
      trouble("has no field " + lock + " to lock: that is not reset");
    }
  }

  private void trouble(String what) {
    library.trouble(type.name().replace('/', '.') + " " + what);
  }
}
