package com.amazonaws.services.lambda.crac;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * A stand-in for that of Lambda's runtime client, which holds its resources weakly, too, and tells
 * them of a restore in the order in which they were registered.
 */
public final class Core {
  private static final Map<Resource, Integer> RESOURCES = new WeakHashMap<>();

  private Core() {}

  public static Context<Resource> getGlobalContext() {
    return new Context<>() {
      @Override
      public void register(Resource resource) {
        RESOURCES.put(resource, RESOURCES.size());
      }
    };
  }

  /** What the runtime client does before it asks for the restore. */
  public static void checkpoint() throws Exception {
    for (Resource each : new ArrayList<>(RESOURCES.keySet())) {
      each.beforeCheckpoint(getGlobalContext());
    }
  }

  /** What the runtime client does once it is told that the machine was restored. */
  public static void restore() throws Exception {
    List<Map.Entry<Resource, Integer>> all = new ArrayList<>(RESOURCES.entrySet());
    all.sort(Comparator.comparing(Map.Entry::getValue));
    for (Map.Entry<Resource, Integer> each : all) {
      each.getKey().afterRestore(getGlobalContext());
    }
  }
}
