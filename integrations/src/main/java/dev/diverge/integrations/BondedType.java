package dev.diverge.integrations;

import java.util.ArrayList;
import java.util.List;

/**
 * A class whose instances belong to the epoch that their keys were made in, and are of no use in a
 * later one: nothing resets a key that the peer holds too, so they refuse instead. The
 * <em>bond</em> is kept in a field; 0 is none. A second reseed does not end it, as it does not end
 * an epoch.
 */
public final class BondedType {

  private final String name;
  private final List<Bond> bonds = new ArrayList<>();
  private String carrier;

  BondedType(String name) {
    this.name = name;
    this.carrier = name;
  }

  /** The bond is in the field of this superclass, a bonded type too. */
  public BondedType carriedBy(String className) {
    carrier = className.replace('.', '/');
    return this;
  }

  /** Adds what its methods do with the bond. */
  public BondedType bonds(Bond... more) {
    bonds.addAll(List.of(more));
    return this;
  }

  /** The internal name, {@code sun/security/ssl/OutputRecord}. */
  public String name() {
    return name;
  }

  /** The internal name of the class with the field. */
  public String carrier() {
    return carrier;
  }

  /** What its methods do with the bond, in the order said. */
  public List<Bond> bonds() {
    return bonds;
  }
}
