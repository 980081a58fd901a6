package dev.diverge.testapps.vmlab;

import dev.diverge.testapps.emitters.JdkEmitters;
import dev.diverge.testapps.forklab.EmitterSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What draws in a guest.
 *
 * @param emitters an EmitterSet's class with a constructor without parameters
 * @param classPath where that is, the lab's own classes included
 * @param virtualToo whether all of it is there a second time, on a virtual thread if the JDK has
 *     them
 */
public record GuestWork(String emitters, List<Path> classPath, boolean virtualToo) {
  public GuestWork {
    classPath = List.copyOf(classPath);
  }

  /** Every emitter of the JDK, on a platform and on a virtual thread. */
  public static GuestWork jdk() {
    return new GuestWork(JdkEmitters.class.getName(), List.of(Workshop.classes()), true);
  }

  /** Of the lab's own classes, on a platform thread. */
  public static GuestWork of(Class<? extends EmitterSet> emitters) {
    return new GuestWork(emitters.getName(), List.of(Workshop.classes()), false);
  }

  /** With the jar or folder that this class is in. */
  public GuestWork withLibraryOf(Class<?> type) {
    return with(List.of(Workshop.placeOf(type)));
  }

  /** With libraries, jars or folders, besides. */
  public GuestWork with(List<Path> libraries) {
    List<Path> all = new ArrayList<>(classPath);
    all.addAll(libraries);
    return new GuestWork(emitters, all, virtualToo);
  }
}
