package dev.diverge.testapps.libraries;

import dev.diverge.testlab.DrawFrom;

/** A connection serves many draws of one clone: only whose use of it this is, says which clone. */
final class NumberedUses<S> implements DrawFrom<S> {
  private static final long serialVersionUID = 1;

  private final DrawFrom<S> connection;
  private int uses;

  NumberedUses(DrawFrom<S> connection) {
    this.connection = connection;
  }

  @Override
  public Object draw(S state) throws Exception {
    return connection.draw(state) + ", use " + ++uses;
  }
}
