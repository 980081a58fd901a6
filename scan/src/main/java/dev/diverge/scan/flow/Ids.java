package dev.diverge.scan.flow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/** Numbers for names. Thread-safe. */
final class Ids {

  private ConcurrentHashMap<String, Integer> numbers = new ConcurrentHashMap<>(1 << 16);
  private final List<String> names = Collections.synchronizedList(new ArrayList<>());

  int of(String name) {
    Integer known = numbers.get(name);
    return known != null ? known : numbers.computeIfAbsent(name, this::add);
  }

  /** The one copy of a name. */
  String shared(String name) {
    return name(of(name));
  }

  /** No more names will come: what finds their numbers is given up. */
  void close() {
    numbers = new ConcurrentHashMap<>();
  }

  private int add(String name) {
    synchronized (names) {
      names.add(name);
      return names.size() - 1;
    }
  }

  String name(int id) {
    return names.get(id);
  }

  int size() {
    return names.size();
  }
}
