package dev.diverge.audit.judge;

import dev.diverge.audit.walk.Kind;
import dev.diverge.integrations.Severity;
import dev.diverge.scan.judge.Seen;
import dev.diverge.scan.judge.Tables;
import dev.diverge.scan.judge.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One start before and after a clone, and another start: what differs from the other start and is
 * still there after the clone is shared by clones.
 */
public final class Comparison {

  private final Snapshot before;
  private final Snapshot after;
  private final @Nullable Snapshot other;
  private final Seers seers;

  /**
   * A comparison.
   *
   * @param other null if there is none: then what looks drawn is taken for it
   */
  public Comparison(Snapshot before, Snapshot after, @Nullable Snapshot other, Tables tables) {
    this.before = before;
    this.after = after;
    this.other = other;
    this.seers = new Seers(tables, before);
  }

  /** What clones share, the worst first. */
  public List<Finding> findings() {
    List<Finding> all = new ArrayList<>();
    for (Snapshot.Place place : before.places.values()) {
      for (Map.Entry<Kind, Snapshot.Values> values : place.values.entrySet()) {
        Finding finding = finding(place, values.getKey(), values.getValue());
        if (finding != null) {
          all.add(finding);
        }
      }
    }
    all = new ArrayList<>(Copies.told(all));
    all.sort(
        Comparator.comparing(Finding::verdict, Comparator.reverseOrder())
            .thenComparing(Finding::severity)
            .thenComparing(finding -> !finding.isStatic())
            .thenComparing(Finding::target));
    return all;
  }

  private @Nullable Finding finding(Snapshot.Place place, Kind kind, Snapshot.Values values) {
    if (place.type.contains("PublicKey")) {
      return null; // what is known to all
    }
    List<Snapshot.Value> own = new ArrayList<>();
    for (Snapshot.Value value : differing(place, kind, values)) {
      if (Interest.in(place, kind, value)) {
        own.add(value);
      }
    }
    Snapshot.Values later = values(after, place, kind);
    if (own.isEmpty() || later == null) {
      return null; // there is nothing, or nothing any more
    }
    boolean same = false;
    boolean moved = false;
    for (Snapshot.Value value : own) {
      if (later.values().containsKey(value.digest())) {
        same = true;
      } else if (isNearOne(value, later)) {
        moved = true;
      }
    }
    Seen seen = seers.of(place);
    if (!same && !moved) {
      if (seen.verdict() == Verdict.UNCOVERED) {
        seen = new Seen(Verdict.REGISTERED, "another value after the drill");
      }
    }
    boolean secret = kind == Kind.KEY || Interest.isSecret(place);
    return new Finding(
        place.owner,
        place.field,
        place.type,
        place.isStatic,
        kind,
        kind == Kind.NUMBER ? values.longest() : Collections.min(sizes(own)),
        kind == Kind.NUMBER ? values.longest() : Collections.max(sizes(own)),
        own.size(),
        moved && !same,
        secret ? Severity.SECURITY : Severity.UNIQUENESS,
        seen.verdict(),
        seen.by(),
        place.jar,
        path(place),
        digests(own),
        null);
  }

  private static Set<String> digests(List<Snapshot.Value> values) {
    Set<String> digests = new HashSet<>();
    for (Snapshot.Value value : values) {
      digests.add(value.digest());
    }
    return digests;
  }

  private static List<Integer> sizes(List<Snapshot.Value> values) {
    List<Integer> sizes = new ArrayList<>();
    for (Snapshot.Value value : values) {
      sizes.add(value.size());
    }
    return sizes;
  }

  /** Those that only this start has, if the other one has its own. */
  private List<Snapshot.Value> differing(Snapshot.Place place, Kind kind, Snapshot.Values values) {
    if (other == null) {
      boolean given = place.isConstant || place.owner.equals("java.lang.System");
      return given ? List.of() : drawn(values);
    }
    Snapshot.Values others = values(other, place, kind);
    if (others == null || !hasOwn(others, kind)) {
      return List.of();
    }
    List<Snapshot.Value> own = new ArrayList<>();
    for (Snapshot.Value value : values.values().values()) {
      if (!isIn(other, others, kind, value) && !isNearOne(value, others)) {
        own.add(value);
      }
    }
    boolean sampled = place.isCut && own.size() < values.values().size();
    return sampled ? List.of() : own;
  }

  private static List<Snapshot.Value> drawn(Snapshot.Values values) {
    List<Snapshot.Value> drawn = new ArrayList<>();
    for (Snapshot.Value value : values.values().values()) {
      if (value.drawn()) {
        drawn.add(value);
      }
    }
    return drawn;
  }

  private boolean hasOwn(Snapshot.Values others, Kind kind) {
    for (Snapshot.Value value : others.values().values()) {
      if (!isIn(before, null, kind, value)) {
        return true;
      }
    }
    return false;
  }

  /** A long value is known wherever it is; a short one only in the same place. */
  private static boolean isIn(
      Snapshot in, Snapshot.@Nullable Values there, Kind kind, Snapshot.Value value) {
    if (kind == Kind.NUMBER && value.size() < 32 && there != null) {
      return there.values().containsKey(value.digest());
    }
    if (kind == Kind.NUMBER && value.size() < 32) {
      return false;
    }
    return in.digests.getOrDefault(kind, Set.of()).contains(value.digest());
  }

  private static boolean isNearOne(Snapshot.Value value, Snapshot.Values others) {
    if (value.near().isEmpty()) {
      return false;
    }
    for (Snapshot.Value each : others.values().values()) {
      for (String near : each.near()) {
        if (value.near().contains(near)) {
          return true;
        }
      }
    }
    return false;
  }

  private static Snapshot.@Nullable Values values(Snapshot in, Snapshot.Place place, Kind kind) {
    Snapshot.Place there = in.places.get(place.name());
    return there == null ? null : there.values.get(kind);
  }

  private List<String> path(Snapshot.Place place) {
    List<String> path = new ArrayList<>();
    Set<Snapshot.Place> met = new HashSet<>();
    for (Snapshot.Place each = place; each != null && met.add(each); each = before.from(each)) {
      path.add(0, each.name());
    }
    return path;
  }

  /** The living generators, pools, connections and ciphers. */
  public List<Live> living() {
    List<Live> all = new ArrayList<>();
    for (Snapshot.Instances instances : before.instances) {
      Live live = seers.of(instances);
      if (live != null) {
        all.add(live);
      }
    }
    all.sort(
        Comparator.comparing(Live::verdict, Comparator.reverseOrder())
            .thenComparing(Live::what)
            .thenComparing(Live::className));
    return all;
  }
}
