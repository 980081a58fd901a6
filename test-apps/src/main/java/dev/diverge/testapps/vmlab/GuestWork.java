package dev.diverge.testapps.vmlab;

import dev.diverge.testapps.emitters.JdkEmitters;
import dev.diverge.testlab.EmitterSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a guest runs.
 *
 * @param main a class
 * @param arguments that class's
 * @param classPath where it is, jars or folders of the host
 * @param modules of the JDK that it needs besides the lab's own
 */
public record GuestWork(
    String main, List<String> arguments, List<Path> classPath, List<String> modules) {
  public GuestWork {
    arguments = List.copyOf(arguments);
    classPath = List.copyOf(classPath);
    modules = List.copyOf(modules);
  }

  /** Every emitter of the JDK, on a platform and on a virtual thread. */
  public static GuestWork jdk() {
    return drawing(JdkEmitters.class.getName(), true);
  }

  /** Of the lab's own classes, on a platform thread. */
  public static GuestWork of(Class<? extends EmitterSet> emitters) {
    return drawing(emitters.getName(), false);
  }

  /**
   * An EmitterSet's class with a constructor without parameters, and whether all of it is there a
   * second time, on a virtual thread if the JDK has them.
   */
  static GuestWork drawing(String emitters, boolean virtualToo) {
    return new GuestWork(
        GuestApp.class.getName(),
        List.of(GuestImage.TALK, emitters, virtualToo ? GuestApp.VIRTUAL_TOO : "platform"),
        List.of(Workshop.classes(), Workshop.placeOf(EmitterSet.class)),
        List.of());
  }

  /** A class of the lab's own that is no set of emitters. */
  static GuestWork running(Class<?> main, List<String> arguments) {
    return new GuestWork(main.getName(), arguments, List.of(Workshop.classes()), List.of());
  }

  /** With the jar or folder that this class is in. */
  public GuestWork withLibraryOf(Class<?> type) {
    return with(List.of(Workshop.placeOf(type)));
  }

  /** With libraries, jars or folders, besides. */
  public GuestWork with(List<Path> libraries) {
    List<Path> all = new ArrayList<>(classPath);
    all.addAll(libraries);
    return new GuestWork(main, arguments, all, modules);
  }
}
