package dev.diverge.crac;

/**
 * As {@code org.crac.Context}.
 *
 * @param <R> what can be registered
 */
public abstract class Context<R extends Resource> implements Resource {

  public abstract void register(R resource);
}
