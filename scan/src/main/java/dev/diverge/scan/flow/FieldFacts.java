package dev.diverge.scan.flow;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/** A field as its class declares it. */
public record FieldFacts(
    ClassFacts owner,
    String name,
    String descriptor,
    @Nullable String signature,
    int access,
    boolean isConstant,
    int id) {

  public boolean isStatic() {
    return (access & Opcodes.ACC_STATIC) != 0;
  }
}
