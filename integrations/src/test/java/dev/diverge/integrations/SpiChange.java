package dev.diverge.integrations;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * What has become of the SPI since it was listed.
 *
 * @param breaks whether what was compiled or written against it fails
 */
record SpiChange(Set<String> gone, Set<String> added, boolean breaks) {

  /** Taken away from the listing's first line by a release. */
  static final String UNRELEASED = "-SNAPSHOT";

  static SpiChange between(Iterable<String> before, Signatures now) {
    Set<String> gone = new TreeSet<>();
    before.forEach(gone::add);
    Set<String> added = new TreeSet<>(now.all());
    added.removeAll(gone);
    Set<String> types = new HashSet<>();
    for (String old : gone) {
      types.add(old.substring(0, Math.max(old.indexOf(':'), 0)));
    }
    boolean burden = false;
    for (String line : now.burdens()) {
      int name = line.lastIndexOf('.', line.indexOf('('));
      burden |= added.contains(line) && types.contains(line.substring(0, name));
    }
    gone.removeAll(now.all());
    return new SpiChange(gone, added, burden || !gone.isEmpty());
  }

  /** What it asks for after that one; until that is released, it is still the one to come. */
  String version(String before) {
    if (before.endsWith(UNRELEASED)) {
      return before.substring(0, before.length() - UNRELEASED.length());
    }
    int dot = before.indexOf('.');
    int major = Integer.parseInt(before.substring(0, dot));
    int minor = Integer.parseInt(before.substring(dot + 1));
    return breaks ? major + 1 + ".0" : added.isEmpty() ? before : major + "." + (minor + 1);
  }

  @Override
  public String toString() {
    return "; gone: " + gone + "; new: " + added;
  }
}
