package dev.diverge.agent.weave;

import dev.diverge.agent.contract.GuardMethod;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassReader;

/** What of the guard's a class file calls. */
public final class Woven {

  private static final int CLASS = 7;

  private Woven() {}

  /** Whether it is woven already: another agent may give back what it got from us. */
  public static boolean is(byte[] classFile) {
    return !calls(classFile).isEmpty();
  }

  /** The classes beside the JDK's that it calls, by internal name. */
  public static List<String> calls(byte[] classFile) {
    List<String> called = new ArrayList<>();
    ClassReader reader = new ClassReader(classFile);
    char[] buffer = new char[reader.getMaxStringLength()];
    for (int i = 1; i < reader.getItemCount(); i++) {
      int at = reader.getItem(i);
      if (at > 0 && reader.readByte(at - 1) == CLASS) {
        String name = reader.readUTF8(at, buffer);
        if (name != null && name.startsWith(GuardMethod.Room.PREFIX)) {
          called.add(name);
        }
      }
    }
    return called;
  }
}
