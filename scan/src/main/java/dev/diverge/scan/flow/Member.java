package dev.diverge.scan.flow;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Type;

/**
 * What an instruction names: a call's method, a field, a lambda. An instruction is run again and
 * again, so what is made of these texts is kept.
 */
final class Member {

  private static final int UNKNOWN = -1;

  private final String owner;
  private final String name;
  private final String descriptor;
  private final @Nullable Handle lambda;
  private int id = UNKNOWN;
  private int @Nullable [] parameterSizes;
  private @Nullable String type;
  private @Nullable Boolean carries;
  private @Nullable Effect effect;

  Member(String owner, String name, String descriptor, @Nullable Handle lambda) {
    this.owner = owner;
    this.name = name;
    this.descriptor = descriptor;
    this.lambda = lambda;
  }

  String owner() {
    return owner;
  }

  String name() {
    return name;
  }

  String descriptor() {
    return descriptor;
  }

  @Nullable Handle lambda() {
    return lambda;
  }

  int fieldId(Ids fields) {
    if (id == UNKNOWN) {
      id = fields.of(owner + '#' + name);
    }
    return id;
  }

  int methodId(Ids methods) {
    if (id == UNKNOWN) {
      id = methods.of(owner + '.' + name + descriptor);
    }
    return id;
  }

  /** How many slots each parameter takes. */
  int[] parameterSizes() {
    int[] sizes = parameterSizes;
    if (sizes == null) {
      Type[] types = Type.getArgumentTypes(descriptor);
      sizes = new int[types.length];
      for (int i = 0; i < sizes.length; i++) {
        sizes[i] = types[i].getSize();
      }
      parameterSizes = sizes;
    }
    return sizes;
  }

  /** The descriptor of what it returns or holds. */
  String type() {
    String known = type;
    if (known == null) {
      known = descriptor.substring(descriptor.indexOf(')') + 1);
      type = known;
    }
    return known;
  }

  /** How many slots that takes. */
  int size() {
    return switch (type().charAt(0)) {
      case 'V' -> 0;
      case 'J', 'D' -> 2;
      default -> 1;
    };
  }

  /** Whether that can carry what is looked for. */
  boolean carries() {
    Boolean known = carries;
    if (known == null) {
      known = Carriers.is(type());
      carries = known;
    }
    return known;
  }

  /**
   * What the call does.
   *
   * @param before the text that the instruction before it pushes, perhaps
   */
  Effect effect(String before) {
    Effect known = effect;
    if (known == null) {
      known = Jdk.of(owner, name, descriptor, before);
      effect = known;
    }
    return known;
  }
}
