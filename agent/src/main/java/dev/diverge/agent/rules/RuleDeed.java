package dev.diverge.agent.rules;

import org.jspecify.annotations.Nullable;

/** What a rule does. */
enum RuleDeed {
  /** A fresh value of the field's type. */
  FRESH("fresh", true),
  /** Fresh seed for the generator in the field. */
  RESEED("reseed", false),
  /** This clone's number, of so many bits. */
  NODE("node(BITS)", true),
  /** No value. */
  NULL("null", true),
  /** Empties the collection, map or cache in the field. */
  CLEAR("clear", false),
  /** A new instance of the value's class. */
  NEW("new", true),
  /** Has the pool in the field give up its connections. */
  EVICT("evict", false),
  /** Calls the method. */
  CALL("call", false);

  final String word;

  /** Whether the field is written, so that it must not be final. */
  final boolean writes;

  RuleDeed(String word, boolean writes) {
    this.word = word;
    this.writes = writes;
  }

  static @Nullable RuleDeed of(String word) {
    for (RuleDeed deed : values()) {
      if (deed.word.equals(word)) {
        return deed;
      }
    }
    return null;
  }

  /** The bits in {@code node(BITS)}, 1 to 31; 0 if it is written so and they are not; else -1. */
  static int bits(String word) {
    if (!word.startsWith("node(") || !word.endsWith(")")) {
      return -1;
    }
    try {
      int bits = Integer.parseInt(word.substring("node(".length(), word.length() - 1).strip());
      return bits >= 1 && bits < Integer.SIZE ? bits : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
