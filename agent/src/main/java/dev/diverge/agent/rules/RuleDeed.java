package dev.diverge.agent.rules;

import org.jspecify.annotations.Nullable;

/** What a rule does. */
enum RuleDeed {
  /** A fresh value of the field's type. */
  FRESH("fresh", true),
  /** Fresh seed for the generator in the field. */
  RESEED("reseed", false),
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
}
