package dev.diverge.audit.walk;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/** The fields that a class itself declares, static or not, and where they lie. */
final class Layout {

  /**
   * One of them.
   *
   * @param type L is a reference, the others are numbers as in descriptors
   */
  record Slot(Site site, Object base, long offset, char type) {}

  private static final Layout NONE = new Layout(List.of());

  final List<Slot> slots;

  private Layout(List<Slot> slots) {
    this.slots = slots;
  }

  static Layout of(Class<?> type, boolean statics, Memory memory, Sites sites) {
    Field[] fields;
    try {
      fields = type.getDeclaredFields();
    } catch (LinkageError | TypeNotPresentException incomplete) {
      return NONE; // a class that it names is missing
    }
    List<Slot> slots = new ArrayList<>();
    for (Field field : fields) {
      char kind = kind(field.getType());
      if (Modifier.isStatic(field.getModifiers()) == statics
          && kind != 0
          && !field.getName().equals("serialVersionUID")) {
        try {
          slots.add(
              new Slot(
                  sites.of(type, field),
                  statics ? memory.staticBase(field) : type,
                  statics ? memory.staticOffset(field) : memory.offset(field),
                  kind));
        } catch (ReflectiveOperationException hidden) {
          // The JDK shows it to nobody.
        }
      }
    }
    return slots.isEmpty() ? NONE : new Layout(slots);
  }

  private static char kind(Class<?> type) {
    if (!type.isPrimitive()) {
      return 'L';
    }
    char kind = type.descriptorString().charAt(0);
    return "JISBD".indexOf(kind) >= 0 ? kind : 0;
  }
}
