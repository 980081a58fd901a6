package dev.diverge.testapps.twins;

import dev.diverge.testapps.libraries.Inside;
import java.lang.reflect.Array;

/** Makes one of two objects what it would be as the other one's clone. */
final class Twins {

  private Twins() {}

  /** Gives one what another has in these fields. */
  static void alike(Object one, Object other, String... fields) throws Exception {
    for (String field : fields) {
      Inside.set(other, field, copied(Inside.get(one, field)));
    }
  }

  private static Object copied(Object value) {
    if (!value.getClass().isArray()) {
      return value;
    }
    int length = Array.getLength(value);
    Object copy = Array.newInstance(value.getClass().getComponentType(), length);
    System.arraycopy(value, 0, copy, 0, length);
    return copy;
  }
}
