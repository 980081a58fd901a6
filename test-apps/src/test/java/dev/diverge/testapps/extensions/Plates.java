package dev.diverge.testapps.extensions;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Random;

/**
 * Classes that an extension does not know by their names, and which share more than they should.
 */
final class Plates {

  private Plates() {}

  @Retention(RetentionPolicy.CLASS)
  @interface Numbered {}

  /** What all of a family are, two steps above some of them. */
  interface Plate {
    long number();
  }

  abstract static class Metal implements Plate {}

  /** By its supertype. */
  static final class Brass extends Metal {
    private static final long NODE = new Random().nextLong();

    @Override
    public long number() {
      return NODE;
    }
  }

  /** By its annotation. */
  @Numbered
  static final class Paper {
    private static final long NODE = new Random().nextLong();

    static long number() {
      return NODE;
    }
  }

  /** By its name. */
  static final class PlasticNode {
    private static final long NODE = new Random().nextLong();

    static long number() {
      return NODE;
    }
  }

  /** Of none of them. */
  static final class Wood {
    private static final long NODE = new Random().nextLong();

    static long number() {
      return NODE;
    }
  }

  /** No verb says that a number given in turn is to be left out of a clone's. */
  static final class Turns {
    private long seen;
    private long last = 7;

    long next() {
      return last + seen;
    }
  }
}
