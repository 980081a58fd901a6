package dev.diverge.scan.flow;

/**
 * What a call does to values.
 *
 * @param bits where what it returns comes from, for a source
 */
record Effect(Kind kind, long bits) {

  enum Kind {
    /** A method of the program's, or of a library that is not there. */
    CALL,
    /** Returns what nobody else has. */
    SOURCE,
    /** Returns what the generator it is called on draws. */
    DRAW,
    /** Fills its first argument with that. */
    FILL,
    /** Returns what it was given. */
    PASS,
    /** Returns something made of what it was given. */
    SHAPE,
    /** Returns what the object it is called on holds. */
    HELD,
    /** Puts what it was given into the object it is called on. */
    INTO,
    /** The same, with something done to it. */
    INTO_SHAPED,
    /** Counts the object it is called on up. */
    COUNT,
    /** Returns, or fills its first argument with, what is kept elsewhere: a file, a database. */
    FETCH,
    /** Copies from its first argument to its third. */
    COPY,
    /** Returns a new array of what it was given; {@code bits} if something was done to it. */
    FRESH,
    /** What it returns tells nothing of what it was given. */
    NOTHING
  }

  static final Effect CALL = new Effect(Kind.CALL, 0);
  static final Effect PASS = new Effect(Kind.PASS, 0);
  static final Effect SHAPE = new Effect(Kind.SHAPE, 0);
  static final Effect HELD = new Effect(Kind.HELD, 0);
  static final Effect INTO = new Effect(Kind.INTO, 0);
  static final Effect INTO_SHAPED = new Effect(Kind.INTO_SHAPED, 0);
  static final Effect COUNT = new Effect(Kind.COUNT, 0);
  static final Effect FETCH = new Effect(Kind.FETCH, 0);
  static final Effect COPY = new Effect(Kind.COPY, 0);
  static final Effect FRESH = new Effect(Kind.FRESH, 0);
  static final Effect FRESH_SHAPED = new Effect(Kind.FRESH, 1);
  static final Effect NOTHING = new Effect(Kind.NOTHING, 0);

  static Effect source(long bits) {
    return new Effect(Kind.SOURCE, bits);
  }
}
