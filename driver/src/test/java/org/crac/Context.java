package org.crac;

/** As in the API of that name. */
public abstract class Context<R extends Resource> {

  public abstract void register(R resource);
}
