package dev.diverge.agent.libraries;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Lines of the provider file as they stand there, {@code CLASS # NAME: TYPE…}, until a type of
 * theirs is loaded: most never are. To make objects of all of them was a seventh of what the agent
 * took before the application's main.
 *
 * <p>One pass over the bytes hashes the types' names, as {@link String#hashCode} does, into an
 * open-addressing table. Every class that the JVM loads is looked up there, and nothing is
 * allocated for one that concerns nobody. Thread-safe once all lines are added.
 */
final class WaitingLines {

  /** Names of types are longer, all but a few: the table is not more than half full. */
  private static final int SHORT = 16;

  private final byte[] text;
  private final int[] hashes;

  /** In the text, behind the name's first byte; 0 for none. */
  private final int[] places;

  /** Where each line begins. */
  private int[] lines = new int[128];

  private int count;
  private int types;

  /** By where their lines begin; copied by whoever adds one. */
  private final AtomicReference<Map<Integer, LazyLibrary>> made = new AtomicReference<>(Map.of());

  WaitingLines(byte[] text) {
    int slots = Integer.highestOneBit(text.length / SHORT + 1) * 2;
    this.text = text;
    this.hashes = new int[slots];
    this.places = new int[slots];
  }

  /**
   * Adds a line.
   *
   * @param typesAt where its types begin
   * @return where it ends
   */
  int add(int line, int typesAt) {
    if (count == lines.length) {
      lines = Arrays.copyOf(lines, 2 * count);
    }
    lines[count++] = line;
    int hash = 0;
    int start = typesAt;
    int at = typesAt;
    for (; at < text.length && text[at] != '\n'; at++) {
      byte c = text[at];
      if (c == ' ') {
        put(hash, start);
        hash = 0;
        start = at + 1;
      } else {
        hash = 31 * hash + (c == '.' ? '/' : c);
      }
    }
    put(hash, start);
    return at;
  }

  private void put(int hash, int start) {
    if (++types > places.length / 2) {
      throw new IllegalStateException("the types' names are too short for the table");
    }
    int slot = slot(hash);
    while (places[slot] != 0) {
      slot = next(slot);
    }
    hashes[slot] = hash;
    places[slot] = start + 1;
  }

  /** The libraries that name this class, by its internal name; null for none. */
  LazyLibrary @Nullable [] of(String className) {
    LazyLibrary[] found = null;
    int hash = className.hashCode();
    for (int slot = slot(hash); places[slot] != 0; slot = next(slot)) {
      if (hashes[slot] == hash && isCalled(className, places[slot] - 1)) {
        found = with(found, library(lineAround(places[slot] - 1)));
      }
    }
    return found;
  }

  /** Those before, and one more. */
  static LazyLibrary[] with(LazyLibrary @Nullable [] before, LazyLibrary library) {
    LazyLibrary[] now =
        before == null ? new LazyLibrary[1] : Arrays.copyOf(before, before.length + 1);
    now[now.length - 1] = library;
    return now;
  }

  private int slot(int hash) {
    return (hash ^ hash >>> 15) & (places.length - 1);
  }

  private int next(int slot) {
    return (slot + 1) & (places.length - 1);
  }

  private boolean isCalled(String className, int start) {
    int end = start + className.length();
    if (end < text.length && text[end] != ' ' && text[end] != '\n') {
      return false;
    }
    for (int i = 0; i < className.length(); i++) {
      char c = className.charAt(i);
      if (start + i >= text.length || text[start + i] != (c == '/' ? '.' : c)) {
        return false;
      }
    }
    return true;
  }

  private int lineAround(int place) {
    int line = place;
    while (line > 0 && text[line - 1] != '\n') {
      line--;
    }
    return line;
  }

  /** The library of the line that begins there. */
  private LazyLibrary library(int line) {
    Map<Integer, LazyLibrary> known = known();
    while (!known.containsKey(line)) {
      Map<Integer, LazyLibrary> more = new TreeMap<>(known);
      more.put(line, LazyLibrary.of(text(text, line, find('\n', text, line))));
      made.compareAndSet(known, more);
      known = known();
    }
    return Objects.requireNonNull(known.get(line));
  }

  private Map<Integer, LazyLibrary> known() {
    return Objects.requireNonNull(made.get());
  }

  /** That character's place, or where the line ends. */
  static int find(char c, byte[] text, int from) {
    int at = from;
    while (at < text.length && text[at] != c && text[at] != '\n') {
      at++;
    }
    return at;
  }

  @SuppressWarnings("deprecation") // the one constructor that needs no charset
  static String text(byte[] text, int start, int end) {
    return new String(text, 0, start, end - start);
  }

  /** Those of which something was asked, in the order of their lines. */
  List<LazyLibrary> made() {
    return new ArrayList<>(known().values());
  }

  /** Every one. */
  List<LazyLibrary> all() {
    List<LazyLibrary> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(library(lines[i]));
    }
    return all;
  }
}
