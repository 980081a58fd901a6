package dev.diverge.agent.weave;

import org.objectweb.asm.ClassReader;

/** Whether a class file is woven already: another agent may give back what it got from us. */
public final class Woven {

  private static final int CLASS = 7;

  private Woven() {}

  /** Whether it calls the guard. */
  public static boolean is(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    char[] buffer = new char[reader.getMaxStringLength()];
    for (int i = 1; i < reader.getItemCount(); i++) {
      int at = reader.getItem(i);
      if (at > 0
          && reader.readByte(at - 1) == CLASS
          && Mark.GUARD.equals(reader.readUTF8(at, buffer))) {
        return true;
      }
    }
    return false;
  }
}
