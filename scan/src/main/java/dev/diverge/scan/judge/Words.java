package dev.diverge.scan.judge;

import dev.diverge.scan.flow.FieldFacts;
import dev.diverge.scan.flow.Names;

/** What the names of fields and classes say of what is in them, as {@link Names#words} has them. */
final class Words {

  static final String[] SECRETS = {
    " secret ",
    " key ",
    " token ",
    " nonce ",
    " salt ",
    " password ",
    " csrf ",
    " xsrf ",
    " iv ",
    " challenge ",
    " cookie ",
    " session ",
    " pepper ",
    " hmac ",
    " credential ",
    " ticket ",
    " verifier ",
    " signing "
  };

  static final String[] IDS = {
    " id ",
    " ids ",
    " identifier ",
    " uuid ",
    " uid ",
    " guid ",
    " node ",
    " worker ",
    " machine ",
    " instance ",
    " member ",
    " client ",
    " prefix ",
    " unique ",
    " stub ",
    " process ",
    " pid ",
    " jvm ",
    " host ",
    " address ",
    " addr ",
    " hostname ",
    " mac ",
    " datacenter ",
    " center ",
    " seed ",
    " server ",
    " ip ",
    " name ",
    " node ",
    " oid ",
    " snowflake ",
    " shard ",
    " generator ",
    " uniq ",
    " random "
  };

  /** Names of what is to be another in each process. */
  static final String[] STUBS = {
    " id ",
    " identifier ",
    " uuid ",
    " uid ",
    " guid ",
    " node ",
    " instance ",
    " prefix ",
    " unique ",
    " uniq ",
    " stub ",
    " jvm ",
    " seed ",
    " salt ",
    " nonce "
  };

  static final String[] TIMES = {
    " time ",
    " timestamp ",
    " millis ",
    " nanos ",
    " epoch ",
    " start ",
    " started ",
    " since ",
    " date ",
    " last ",
    " now ",
    " clock ",
    " deadline ",
    " expires ",
    " tick "
  };

  /** Classes that give times. */
  static final String[] CLOCKS = {" timestamper ", " clock ", " ticker "};

  /** What is for whoever reads a log. */
  static final String[] LOGS = {" log ", " logs ", " logging ", " logger "};

  static final String[] COUNTERS = {
    " sequence ", " seq ", " counter ", " count ", " ctr ", " id ", " index "
  };

  static final String[] NODES = {
    " worker ",
    " work ",
    " node ",
    " machine ",
    " datacenter ",
    " center ",
    " instance ",
    " server ",
    " shard ",
    " process ",
    " host ",
    " region "
  };

  static final String[] UNIQUE = {" uid ", " uuid ", " guid ", " oid ", " ulid "};

  /** Names of what tells one from another, whatever it was made by. */
  static final String[] NUMBERED = {" id ", " identifier ", " uuid ", " node "};

  static final String[] HASHES = {" hash ", " hasher ", " hashing ", " murmur ", " siphash "};

  private Words() {}

  /** Whether the field or its class is called by one of them. */
  static boolean isNamed(FieldFacts field, String[] wanted) {
    return is(field, wanted) || has(Names.words(field.owner().simpleName()), wanted);
  }

  /**
   * Whether there is more in these names than the process's number, which is what it is in a clone
   * as well, unless an id is made of it.
   */
  static boolean isNamedBesidesProcess(FieldFacts field) {
    return has(besidesProcess(field.name()), IDS)
        || has(besidesProcess(field.owner().simpleName()), IDS);
  }

  private static String besidesProcess(String name) {
    return Names.words(name).replace(" process id ", " ").replace(" pid ", " ");
  }

  /** Whether the field is. */
  static boolean is(FieldFacts field, String[] wanted) {
    return has(Names.words(field.name()), wanted);
  }

  static boolean has(String words, String[] wanted) {
    for (String word : wanted) {
      if (words.contains(word)) {
        return true;
      }
    }
    return false;
  }
}
