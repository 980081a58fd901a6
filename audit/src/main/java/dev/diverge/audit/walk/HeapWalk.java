package dev.diverge.audit.walk;

import dev.diverge.integrations.Opener;
import java.lang.instrument.Instrumentation;
import java.lang.ref.Reference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Goes through all that static fields and threads hold, breadth first, beside the running
 * application: nothing is stopped, no code of the application's runs. What changes meanwhile is
 * read as it is then.
 */
public final class HeapWalk {

  /** So many objects, and so long: a heap may be larger than anybody wants to wait for. */
  private static final int OBJECTS_AT_MOST = 2_000_000;

  private static final long NANOS_AT_MOST = 60_000_000_000L;
  private static final int ELEMENTS_AT_MOST = 4096;

  private static final String[] THREAD_FIELDS = {"target", "holder"};
  private static final String[] THREAD_LOCALS = {"threadLocals", "inheritableThreadLocals"};

  private final Instrumentation instrumentation;
  private final Memory memory;
  private final SipHash hash;
  private final Values values;
  private final Sites sites = new Sites();
  private final Visited visited = new Visited();
  private final Map<Class<?>, Classes> classes = new HashMap<>();
  private final Map<Class<?>, Layout> layouts = new HashMap<>();
  private final Map<Class<?>, Integer> instances = new HashMap<>();
  private final IdentityHashMap<Object, Site> locals = new IdentityHashMap<>();
  private final ArrayDeque<Object> objects = new ArrayDeque<>();
  private final ArrayDeque<Site> holders = new ArrayDeque<>();
  private final long began = System.nanoTime();
  private boolean isCut;

  /**
   * A walk.
   *
   * @param key the two halves of what digests are keyed with
   */
  public HeapWalk(Instrumentation instrumentation, Opener opener, long[] key)
      throws ReflectiveOperationException {
    this.instrumentation = instrumentation;
    this.memory = new Memory(opener);
    this.hash = new SipHash(key[0], key[1]);
    this.values = new Values(hash);
  }

  /** Walks, and tells what was met, a line each. */
  public void tell(Consumer<String> to) {
    Class<?>[] loaded = instrumentation.getAllLoadedClasses();
    Arrays.sort(loaded, Comparator.comparing(Class::getName));
    for (Class<?> type : loaded) {
      if (!type.isArray() && memory.isInitialized(type) && isRoot(type)) {
        statics(type);
      }
    }
    properties();
    follow();
    threads();
    follow();
    for (String line : told(loaded.length).split("\n", -1)) {
      to.accept(line);
    }
  }

  // --- where it begins ---

  private boolean isRoot(Class<?> type) {
    String name = type.getName();
    return !name.startsWith("dev.diverge.entry.")
        && !name.startsWith("java.lang.Diverge")
        && (!Classes.isOfJdk(type) || classOf(type) != Classes.OPAQUE)
        && type.getModule() != HeapWalk.class.getModule();
  }

  private void statics(Class<?> type) {
    for (Layout.Slot slot : Layout.of(type, true, memory, sites).slots) {
      read(slot, slot.base());
    }
  }

  private void properties() {
    Properties properties = System.getProperties();
    if (properties.getClass() == Properties.class) {
      for (String name : properties.stringPropertyNames()) {
        String value = properties.getProperty(name);
        if (value != null) {
          values.add(
              value, sites.of(System.class, "property_" + name, "java.lang.String", true), false);
        }
      }
    }
  }

  private void threads() {
    for (Thread thread : living()) {
      thread(thread);
    }
  }

  private static List<Thread> living() {
    ThreadGroup top = Thread.currentThread().getThreadGroup();
    while (top.getParent() != null) {
      top = top.getParent();
    }
    Thread[] all = new Thread[top.activeCount() * 2 + 16];
    int count = top.enumerate(all, true);
    List<Thread> living = new ArrayList<>(List.of(Arrays.copyOf(all, count)));
    living.sort(Comparator.comparing(Thread::getName));
    return living;
  }

  private void thread(Thread thread) {
    if (thread.getClass().getModule() == HeapWalk.class.getModule()
        || thread == Thread.currentThread()) {
      return;
    }
    Site site = sites.of(Thread.class, "task", "java.lang.Runnable", true);
    if (!Classes.isOfJdk(thread.getClass())) {
      offer(thread, site);
    }
    for (Layout.Slot slot : layout(Thread.class).slots) {
      String field = slot.site().field;
      if (List.of(THREAD_FIELDS).contains(field)) {
        Object task = memory.reference(thread, slot.offset());
        if (task != null) {
          offer(task, site);
        }
      } else if (List.of(THREAD_LOCALS).contains(field)) {
        Object map = memory.reference(thread, slot.offset());
        if (map != null) {
          locals(map);
        }
      }
    }
  }

  /** What a thread holds for a thread-local is held by the field that holds the thread-local. */
  private void locals(Object map) {
    for (Layout.Slot slot : layout(map.getClass()).slots) {
      if (slot.site().field.equals("table")
          && memory.reference(map, slot.offset()) instanceof Object[] table) {
        for (Object entry : table) {
          if (entry instanceof Reference<?> local) {
            local(entry, local.get());
          }
        }
      }
    }
  }

  private void local(Object entry, @org.jspecify.annotations.Nullable Object local) {
    Site site = local == null ? null : locals.get(local);
    if (site == null) {
      site = sites.of(Thread.class, "threadLocals", "java.lang.Object", true);
    }
    for (Layout.Slot slot : layout(entry.getClass()).slots) {
      if (slot.type() == 'L') {
        Object value = memory.reference(entry, slot.offset());
        if (value != null) {
          offer(value, site);
        }
      }
    }
  }

  // --- how it goes on ---

  private void follow() {
    for (Object object; (object = objects.poll()) != null; ) {
      Site site = holders.remove();
      if (visited.size() > OBJECTS_AT_MOST || System.nanoTime() - began > NANOS_AT_MOST) {
        isCut = true;
        objects.clear();
        holders.clear();
        return;
      }
      if (object instanceof Object[] array) {
        for (int i = 0; i < Math.min(array.length, ELEMENTS_AT_MOST); i++) {
          if (array[i] != null) {
            offer(array[i], site);
          }
        }
        site.isCut |= array.length > ELEMENTS_AT_MOST;
      } else {
        look(object, site);
      }
    }
  }

  private void look(Object object, Site site) {
    Class<?> type = object.getClass();
    boolean counted = classOf(type) == Classes.COUNTED;
    for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
      if (c == Reference.class || c == Thread.class || (counted && Classes.isOfJdk(c))) {
        return;
      }
      boolean own = !Classes.isOfJdk(c) && classOf(c) != Classes.HOLDER;
      for (Layout.Slot slot : layout(c).slots) {
        if (own) {
          if (slot.site().from == null) {
            slot.site().from = site;
            slot.site().holder = Sites.steady(type.getName());
          }
          read(slot, object);
        } else if (slot.type() == 'L') {
          Object held = memory.reference(object, slot.offset());
          if (held != null) {
            offer(held, site);
          }
        }
      }
    }
  }

  private void read(Layout.Slot slot, Object base) {
    if (slot.type() == 'L') {
      Object held = memory.reference(base, slot.offset());
      if (held != null) {
        offer(held, slot.site());
      }
    } else if (slot.site().counts) {
      values.add(memory.number(base, slot.offset(), slot.type()), slot.type(), slot.site());
    }
  }

  private void offer(Object object, Site site) {
    Class<?> type = object.getClass();
    if (values.add(object, site, isKey(site))) {
      return;
    }
    Classes what = classOf(type);
    if (what == Classes.OPAQUE || (object instanceof Thread && Classes.isOfJdk(type))) {
      return;
    }
    if (object instanceof ThreadLocal) {
      locals.putIfAbsent(object, site);
    }
    if (!site.admit() || !visited.add(object)) {
      return;
    }
    if (what != Classes.HOLDER) {
      instances.merge(type, 1, Integer::sum);
    }
    if (what != Classes.COUNTED || !Classes.isOfJdk(type)) {
      objects.add(object);
      holders.add(site);
    }
  }

  private boolean isKey(Site site) {
    return site.type.contains("Key")
        && (site.type.startsWith("java.security.") || site.type.startsWith("javax.crypto."));
  }

  private Classes classOf(Class<?> type) {
    return classes.computeIfAbsent(type, c -> c.isArray() ? Classes.HOLDER : Classes.of(c));
  }

  private Layout layout(Class<?> type) {
    Layout known = layouts.get(type);
    if (known == null) {
      known = Layout.of(type, false, memory, sites);
      layouts.put(type, known);
    }
    return known;
  }

  // --- what it tells ---

  private String told(int loaded) {
    StringBuilder text = new StringBuilder(1 << 20);
    int next = 0;
    for (Site site : sites.all()) {
      if (site.hasValues()) {
        for (Site each = site; each != null && each.number < 0; each = each.from) {
          each.number = next++;
        }
      }
    }
    for (Site site : sites.all()) {
      if (site.number >= 0) {
        site.tell(text, hash, visited);
      }
    }
    instances(text);
    text.append("W ").append(loaded).append(' ').append(visited.size()).append(' ');
    text.append((System.nanoTime() - began) / 1_000_000).append(isCut ? " cut" : " all");
    values.tell(text);
    return text.append('\n').toString();
  }

  /** How many there are of each class, and what that class is above. */
  private void instances(StringBuilder text) {
    Map<String, Integer> counts = new TreeMap<>();
    instances.forEach(
        (type, count) -> {
          StringBuilder kinds = new StringBuilder();
          String word = Classes.countedAs(type);
          kinds.append(word == null ? "-" : word).append(' ').append(Sites.steady(type.getName()));
          for (Class<?> c = type.getSuperclass(); c != null; c = c.getSuperclass()) {
            kinds.append(' ').append(Sites.steady(c.getName()));
          }
          counts.merge(kinds.toString(), count, Integer::sum);
        });
    counts.forEach((kinds, count) -> text.append("I " + count + " " + kinds + "\n"));
  }
}
