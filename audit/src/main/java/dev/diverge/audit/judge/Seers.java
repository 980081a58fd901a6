package dev.diverge.audit.judge;

import dev.diverge.integrations.Library;
import dev.diverge.scan.judge.Seen;
import dev.diverge.scan.judge.Tables;
import dev.diverge.scan.judge.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who sees to what on a clone, in one JVM: what of it was loaded and woven there. */
final class Seers {

  private static final String API = "dev.diverge";

  /** By which of the JDK's integrations objects are seen to, wherever they are. */
  private static final Map<String, String> JDK =
      Map.of(
          "cipher", "jdk-ciphers",
          "tls-connection", "jdk-tls-connections",
          "tls-session", "jdk-tls-sessions",
          "tls-context", "jdk-tls-sessions",
          "socket", "jdk-connections",
          "database-connection", "jdk-connections");

  private final Tables tables;
  private final Snapshot snapshot;

  Seers(Tables tables, Snapshot snapshot) {
    this.tables = tables;
    this.snapshot = snapshot;
  }

  /** Of a field. */
  Seen of(Snapshot.Place place) {
    if (place.owner.lastIndexOf('.') == API.length() && place.owner.startsWith(API)) {
      return new Seen(Verdict.REGISTERED, "the API");
    }
    Seen seen = ofClass(place.owner);
    if (seen.equals(Seen.NOBODY)) {
      seen = ofClass(place.holder);
    }
    Snapshot.Place from = snapshot.from(place);
    if (seen.equals(Seen.NOBODY) && from != null && from.jar.equals(place.jar)) {
      seen = ofClass(from.owner);
    }
    return seen;
  }

  private Seen ofClass(String className) {
    List<String> kin = new ArrayList<>();
    kin.add(className);
    kin.addAll(snapshot.parents.getOrDefault(className, List.of()));
    for (String each : kin) {
      Library library = tables.of(each.replace('.', '/'));
      if (library != null && snapshot.libraries.contains(library.name())) {
        return Seen.by(library);
      }
    }
    return tables.isGenerator(kin) ? Seen.asGenerator() : Seen.NOBODY;
  }

  /** What stands for a pool, such as a DataSource, is emptied with the pool behind it. */
  private Seen ofPackage(String className) {
    String[] packages = className.split("\\.", 4);
    if (packages.length < 4) {
      return Seen.NOBODY;
    }
    String room = packages[0] + "." + packages[1] + "." + packages[2] + ".";
    for (Snapshot.Instances other : snapshot.instances) {
      if (other.className().startsWith(room)) {
        Seen seen = ofClass(other.className());
        if (!seen.equals(Seen.NOBODY)) {
          return seen;
        }
      }
    }
    return Seen.NOBODY;
  }

  /** Of objects that are counted; null if they are none of those. */
  @Nullable Live of(Snapshot.Instances instances) {
    Seen seen = ofClass(instances.className());
    String word = instances.word();
    if (word.equals("-")) {
      return null;
    }
    if (word.equals("generator")) {
      boolean jdk = instances.className().startsWith("java.");
      seen =
          snapshot.late && jdk
              ? new Seen(Verdict.UNCOVERED, "those made before the agent was attached")
              : new Seen(Verdict.GUARDED, "the agent's hooks");
    } else if (seen.equals(Seen.NOBODY) && word.equals("pool")) {
      seen = ofPackage(instances.className());
    } else if (seen.equals(Seen.NOBODY) && JDK.containsKey(word)) {
      seen = new Seen(Verdict.COVERED, JDK.getOrDefault(word, ""));
    }
    return new Live(word, instances.className(), instances.count(), seen.verdict(), seen.by());
  }
}
