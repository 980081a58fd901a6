package dev.diverge.audit.judge;

import dev.diverge.audit.walk.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one walk told of one JVM. */
public final class Snapshot {

  /**
   * A value that is known by its digest.
   *
   * @param size how many bits a number has, how long all else is
   * @param drawn whether it looks as if it were random
   * @param near digests of a number that is not told from ones near it
   */
  record Value(String digest, int size, boolean drawn, Set<String> near) {}

  /** The values of one kind in one place. */
  record Values(int longest, Map<String, Value> values) {}

  /** A field, and the values that were met in it. */
  static final class Place {
    final String owner;
    final String field;
    final String type;
    final boolean isStatic;
    final boolean isConstant;
    final boolean isCut;
    final String holder;
    final String jar;
    final int from;
    final Map<Kind, Values> values = new EnumMap<>(Kind.class);

    Place(String[] words) {
      this.from = Integer.parseInt(words[2]);
      this.isStatic = !words[3].equals("instance");
      this.isConstant = words[3].equals("constant");
      this.isCut = words[4].equals("cut");
      this.owner = words[5];
      this.field = words[6];
      this.type = words[7];
      this.holder = words[8];
      this.jar = words[9];
    }

    String name() {
      return owner + "#" + field;
    }
  }

  /** Objects of one class. */
  record Instances(int count, String word, String className, List<String> parents) {}

  /** Not what this version tells. */
  public static final class Unknown extends IOException {
    private static final long serialVersionUID = 1;

    Unknown(String message) {
      super(message);
    }
  }

  final Map<String, Place> places = new LinkedHashMap<>();
  final List<Instances> instances = new ArrayList<>();
  final Map<String, List<String>> parents = new HashMap<>();
  final Set<String> libraries = new HashSet<>();
  boolean late;

  /** All digests, by which a value is known wherever it is. */
  final Map<Kind, Set<String>> digests = new EnumMap<>(Kind.class);

  private final Map<Integer, Place> numbered = new HashMap<>();
  private int objects;
  private long millis;
  private int times;
  private boolean isCut;

  private Snapshot() {}

  /**
   * Reads it.
   *
   * @throws Unknown if it is none
   */
  public static Snapshot of(String text) throws Unknown {
    Snapshot snapshot = new Snapshot();
    boolean ended = false;
    Place place = null;
    try {
      for (String line : text.split("\n", -1)) {
        String[] words = line.split(" ", -1);
        switch (words[0]) {
          case "F" -> place = snapshot.place(words);
          case "V" -> snapshot.values(words, place);
          case "I" -> snapshot.instances(words);
          case "L" -> snapshot.libraries.add(words[1]);
          case "A" -> snapshot.late = words[1].equals("late");
          case "W" -> {
            snapshot.walk(words);
            ended = true;
          }
          default -> {
            // Of a later version.
          }
        }
      }
    } catch (RuntimeException garbled) {
      ended = false;
    }
    if (!ended) {
      throw new Unknown("its agent's answer is not understood: is it of another version?");
    }
    return snapshot;
  }

  private Place place(String[] words) {
    Place place = new Place(words);
    places.put(place.name(), place);
    numbered.put(Integer.parseInt(words[1]), place);
    return place;
  }

  private void values(String[] words, @Nullable Place place) {
    Kind kind = Kind.valueOf(words[1].toUpperCase(Locale.ROOT));
    Map<String, Value> values = new LinkedHashMap<>();
    for (int i = 4; i < words.length; i++) {
      String[] parts = words[i].split(",", -1);
      Set<String> near = parts.length > 3 ? Set.of("0" + parts[2], "1" + parts[3]) : Set.of();
      boolean drawn = parts[0].startsWith("!");
      String digest = drawn ? parts[0].substring(1) : parts[0];
      values.put(digest, new Value(digest, Integer.parseInt(parts[1]), drawn, near));
    }
    digests.computeIfAbsent(kind, none -> new HashSet<>()).addAll(values.keySet());
    if (place != null) {
      place.values.put(kind, new Values(Integer.parseInt(words[3]), values));
    }
  }

  private void instances(String[] words) {
    List<String> above = List.of(words).subList(4, words.length);
    instances.add(new Instances(Integer.parseInt(words[1]), words[2], words[3], above));
    parents.put(words[3], above);
  }

  private void walk(String[] words) {
    objects = Integer.parseInt(words[2]);
    millis = Long.parseLong(words[3]);
    isCut = words[4].equals("cut");
    for (int i = 5; i < words.length; i++) {
      times += Integer.parseInt(words[i]);
    }
  }

  @Nullable Place from(Place place) {
    return numbered.get(place.from);
  }

  public int objects() {
    return objects;
  }

  public long millis() {
    return millis;
  }

  /** Whether there was more than it looks at. */
  public boolean isCut() {
    return isCut;
  }

  /** How many times, addresses and numbers of the process it met. */
  public int times() {
    return times;
  }
}
