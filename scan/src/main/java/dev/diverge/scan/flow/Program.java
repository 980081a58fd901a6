package dev.diverge.scan.flow;

import dev.diverge.scan.read.Place;
import dev.diverge.scan.read.Sink;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** All classes of an application. They are parsed as they are read, on all processors. */
public final class Program implements Sink {

  /** Class files that wait to be parsed, in KiB: what bounds the memory they take. */
  private static final int WAITING_AT_MOST = 64 << 10;

  private static final int BATCH = 64;

  final Ids fieldIds = new Ids();
  final Ids methodIds = new Ids();
  final Ids typeIds = new Ids();

  private final Ids signatures = new Ids();

  private final Map<String, ClassFacts> classes = new HashMap<>();
  private final Map<String, Integer> orders = new ConcurrentHashMap<>();
  private final List<Rules> rules = new ArrayList<>();
  private final Set<String> troubles = new java.util.LinkedHashSet<>();
  private final Set<Place> places = new java.util.LinkedHashSet<>();
  private final ExecutorService workers;
  private final Semaphore waiting = new Semaphore(WAITING_AT_MOST);
  private final ThreadLocal<ClassParser> parser =
      ThreadLocal.withInitial(() -> new ClassParser(fieldIds, methodIds, typeIds, signatures));
  private final AtomicInteger unfollowed = new AtomicInteger();
  private final AtomicLong read = new AtomicLong();
  private final Progress progress;
  private final List<Waiting> batch = new ArrayList<>();
  private List<ClassFacts> sorted = List.of();
  private int batchSize;
  private int order;

  /** A file of rules that a jar brings. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Rules(byte[] text, Place place) {}

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Waiting(byte[] bytes, String name, Place place, int order) {}

  /** Told how far it is. */
  @FunctionalInterface
  public interface Progress {
    void at(String what, long count);
  }

  /** Nothing in it yet. */
  public Program(ExecutorService workers, Progress progress) {
    this.workers = workers;
    this.progress = progress;
  }

  @Override
  public void enter(Place place) {
    places.add(place);
    progress.at(place.jar(), read.get());
  }

  @Override
  public void rules(byte[] text, Place place) {
    rules.add(new Rules(text, place));
  }

  @Override
  public void trouble(String line) {
    synchronized (troubles) {
      troubles.add(line);
    }
  }

  @Override
  public void classFile(byte[] bytes, String name, Place place) {
    batch.add(new Waiting(bytes, name, place, order++));
    batchSize += bytes.length;
    if (batch.size() == BATCH || batchSize > (1 << 20)) {
      submit();
    }
  }

  private void submit() {
    List<Waiting> those = new ArrayList<>(batch);
    int weight = Math.min(1 + (batchSize >> 10), WAITING_AT_MOST);
    batch.clear();
    batchSize = 0;
    waiting.acquireUninterruptibly(weight);
    workers.execute(
        () -> {
          try {
            parse(those);
          } finally {
            waiting.release(weight);
          }
        });
  }

  private void parse(List<Waiting> those) {
    ClassParser own = parser.get();
    int before = own.unfollowed();
    for (Waiting one : those) {
      try {
        add(own.parse(one.bytes(), one.place()), one.order());
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
        trouble(
            one.place().path() + "!/" + one.name() + ": it is no class that can be read" + why(e));
      }
    }
    unfollowed.addAndGet(own.unfollowed() - before);
    read.addAndGet(those.size());
  }

  private static String why(Throwable e) {
    String message = e.getMessage();
    return message != null && message.startsWith("Unsupported class file")
        ? ": it is of a version that is newer than this scanner (" + message + ")"
        : "";
  }

  /** The first on the class path counts. */
  private void add(ClassFacts facts, int order) {
    synchronized (classes) {
      ClassFacts known = classes.get(facts.name());
      if (known == null || order < orders.getOrDefault(facts.name(), 0)) {
        classes.put(facts.name(), facts);
        orders.put(facts.name(), order);
      }
    }
  }

  /** Waits for all that was read, and links it. */
  public void link() {
    submit();
    waiting.acquireUninterruptibly(WAITING_AT_MOST);
    waiting.release(WAITING_AT_MOST);
    fieldIds.close();
    methodIds.close();
    signatures.close();
    sorted = new ArrayList<>(classes.values());
    sorted.sort(Comparator.comparing(ClassFacts::name));
    for (ClassFacts facts : sorted) {
      link(facts, facts.superName());
      for (String face : facts.interfaces()) {
        link(facts, face);
      }
    }
  }

  private void link(ClassFacts facts, @Nullable String parent) {
    ClassFacts known = parent == null ? null : classes.get(parent);
    if (known != null) {
      known.children.add(facts);
    }
  }

  public int unfollowed() {
    return unfollowed.get();
  }

  public Collection<String> troubles() {
    return troubles;
  }

  public Collection<Place> places() {
    return places;
  }

  public List<Rules> rules() {
    return rules;
  }

  public int size() {
    return classes.size();
  }

  /** By their names, once they are linked. */
  public List<ClassFacts> sorted() {
    return sorted;
  }

  public @Nullable ClassFacts find(@Nullable String name) {
    return name == null ? null : classes.get(name);
  }

  /** Whether a class extends or implements another, which need not be in the program. */
  public boolean isA(String name, java.util.function.Predicate<String> wanted) {
    Deque<String> open = new ArrayDeque<>();
    Set<String> seen = new HashSet<>();
    open.add(name);
    while (!open.isEmpty()) {
      String next = open.poll();
      if (!seen.add(next)) {
        continue;
      }
      if (wanted.test(next)) {
        return true;
      }
      ClassFacts facts = classes.get(next);
      if (facts != null) {
        if (facts.superName() != null) {
          open.add(facts.superName());
        }
        open.addAll(facts.interfaces());
      }
    }
    return false;
  }
}
