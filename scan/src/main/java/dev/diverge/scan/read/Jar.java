package dev.diverge.scan.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;

/** One jar: its classes, and the jars that are in it. */
final class Jar {

  private static final int DEEPEST = 5;
  private static final long CLASS_AT_MOST = 16L << 20;
  private static final long RULES_AT_MOST = 1L << 20;
  private static final long NESTED_AT_MOST = 512L << 20;

  /** Troubles with members of one jar that have a line each. */
  private static final int TROUBLES_AT_MOST = 5;

  private static final String MANIFEST = "META-INF/MANIFEST.MF";
  private static final String RULES = "META-INF/diverge/";

  private final Sink sink;
  private final Allowance allowance;
  private final int feature;
  private int troubles;

  Jar(Sink sink, Allowance allowance, int feature) {
    this.sink = sink;
    this.allowance = allowance;
    this.feature = feature;
  }

  static boolean isNamedSo(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".jar")
        || lower.endsWith(".war")
        || lower.endsWith(".ear")
        || lower.endsWith(".rar")
        || lower.endsWith(".sar")
        || lower.endsWith(".jmod");
  }

  /**
   * Reads it all.
   *
   * @return the main attributes of its manifest
   */
  Map<String, String> read(ByteBuffer bytes, Place place, int depth) throws IOException {
    sink.enter(place);
    Zip zip = Zip.open(bytes);
    Map<String, String> manifest = manifest(zip);
    boolean multiRelease = "true".equalsIgnoreCase(manifest.getOrDefault("multi-release", ""));
    boolean isMany = false;
    for (Member member : zip.members()) {
      isMany |= isInside(member.name()) && isNamedSo(member.name());
    }
    for (Versions.Named named : Versions.seen(zip.members(), multiRelease, feature)) {
      try {
        member(zip, named, place, depth, isMany);
      } catch (Allowance.TooMuch e) {
        throw e;
      } catch (IOException e) {
        trouble(place, named.name() + ": " + e.getMessage());
      }
    }
    if (troubles > TROUBLES_AT_MOST) {
      sink.trouble(
          place.path() + ": " + (troubles - TROUBLES_AT_MOST) + " more members cannot be read");
    }
    return manifest;
  }

  private Map<String, String> manifest(Zip zip) {
    for (Member member : zip.members()) {
      if (member.name().equalsIgnoreCase(MANIFEST)) {
        try {
          return Versions.manifest(bytes(zip.content(member, RULES_AT_MOST, allowance)));
        } catch (IOException e) {
          return Map.of(); // whatever it says, the classes are there
        }
      }
    }
    return Map.of();
  }

  private void member(Zip zip, Versions.Named named, Place place, int depth, boolean isMany)
      throws IOException {
    String name = named.name();
    Member member = named.member();
    if (name.endsWith(".class")) {
      if (!name.endsWith("module-info.class") && !name.endsWith("package-info.class")) {
        boolean own = place.application() || (isMany && depth == 0);
        byte[] bytes = bytes(zip.content(member, CLASS_AT_MOST, allowance));
        sink.classFile(
            bytes, name, own == place.application() ? place : Place.of(place.path(), own));
      }
    } else if (name.startsWith(RULES) && name.endsWith(".rules")) {
      sink.rules(bytes(zip.content(member, RULES_AT_MOST, allowance)), place);
    } else if (isNamedSo(name)) {
      nested(zip, name, member, place, depth);
    }
  }

  private void nested(Zip zip, String name, Member member, Place place, int depth)
      throws IOException {
    if (depth == DEEPEST) {
      throw new IOException("jars in jars are read " + DEEPEST + " deep");
    }
    boolean isOwn = place.application() && !isInside(name) && !name.endsWith(".jar");
    Place inner = Place.of(place.path() + "!/" + name, isOwn);
    ByteBuffer content = zip.content(member, NESTED_AT_MOST, allowance);
    if (member.isStored()) {
      allowance.take(content.remaining());
    }
    new Jar(sink, allowance, feature).read(content, inner, depth + 1);
  }

  private static boolean isInside(String name) {
    return name.contains("/lib/") || name.startsWith("lib/");
  }

  private void trouble(Place place, String what) {
    if (troubles++ < TROUBLES_AT_MOST) {
      sink.trouble(place.path() + "!/" + what);
    }
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
