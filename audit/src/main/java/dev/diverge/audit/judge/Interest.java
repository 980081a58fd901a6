package dev.diverge.audit.judge;

import dev.diverge.audit.walk.Kind;
import dev.diverge.scan.flow.Names;

/** Whether a value that differs from start to start is state, or a figure that was measured. */
final class Interest {

  private static final String[] SECRETS = {
    "secret",
    "key",
    "keys",
    "token",
    "nonce",
    "salt",
    "password",
    "csrf",
    "xsrf",
    "iv",
    "challenge",
    "cookie",
    "session",
    "pepper",
    "hmac",
    "credential",
    "ticket",
    "verifier",
    "signing"
  };

  /** In which any number is one that was drawn or given. */
  private static final String[] NODES = {
    "machine",
    "worker",
    "node",
    "datacenter",
    "center",
    "shard",
    "member",
    "seed",
    "salt",
    "nonce",
    "instance",
    "random",
    "rand",
    "rnd",
    "unique",
    "uniq",
    "stub",
    "prefix",
    "mac",
    "guid",
    "uuid",
    "snowflake"
  };

  private static final String[] IDS = {
    "id",
    "ids",
    "identifier",
    "uid",
    "oid",
    "client",
    "process",
    "jvm",
    "server",
    "generator",
    "epoch",
    "key",
    "token",
    "secret"
  };

  private static final String[] COUNTERS = {
    "sequence", "seq", "counter", "ctr", "next", "block", "serial", "cursor", "number"
  };

  /** What is measured. */
  private static final String[] FIGURES = {
    "time",
    "times",
    "timestamp",
    "nanos",
    "nano",
    "millis",
    "ms",
    "ns",
    "elapsed",
    "took",
    "duration",
    "latency",
    "cost",
    "total",
    "count",
    "counts",
    "size",
    "length",
    "len",
    "bytes",
    "max",
    "min",
    "sum",
    "avg",
    "mean",
    "hits",
    "misses",
    "last",
    "first",
    "offset",
    "pos",
    "position",
    "index",
    "idx",
    "capacity",
    "free",
    "used",
    "memory",
    "limit",
    "usage",
    "load",
    "start",
    "started",
    "end",
    "now",
    "date",
    "deadline",
    "expires",
    "timeout",
    "delay",
    "interval",
    "port",
    "threshold",
    "mod",
    "modification",
    "revision",
    "stamp",
    "version",
    "created",
    "uptime",
    "address",
    "pointer",
    "ptr",
    "handle",
    "fd",
    "tick",
    "ticks",
    "weight",
    "rate",
    "clock",
    "since",
    "modified",
    "accessed",
    "stats",
    "mtime",
    "ctime",
    "loaded",
    "read",
    "written",
    "buf",
    "buffer"
  };

  private static final String[] HASHES = {"hash", "hashcode", "hashes"};

  private Interest() {}

  static boolean isSecret(Snapshot.Place place) {
    return has(words(place), SECRETS);
  }

  /** Whether it is worth telling. */
  static boolean in(Snapshot.Place place, Kind kind, Snapshot.Value value) {
    String words = words(place);
    boolean given = has(words, NODES);
    if (has(words, HASHES) && !given) {
      return false;
    }
    return switch (kind) {
      case UUID, KEY -> true;
      case TEXT, BYTES ->
          value.drawn() || !has(words, FIGURES) || given || has(words, IDS) || has(words, SECRETS);
      case FRACTION -> given;
      case NUMBER -> given || number(words, value.size());
    };
  }

  private static boolean number(String words, int bits) {
    if (has(words, IDS)) {
      return bits >= 12;
    }
    if (has(words, COUNTERS)) {
      return bits >= 20;
    }
    return has(words, FIGURES) ? bits >= 56 : bits >= 24;
  }

  private static String words(Snapshot.Place place) {
    return Names.words(place.field);
  }

  private static boolean has(String words, String[] wanted) {
    for (String word : wanted) {
      if (words.contains(" " + word + " ")) {
        return true;
      }
    }
    return false;
  }
}
