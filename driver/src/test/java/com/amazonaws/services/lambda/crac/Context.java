package com.amazonaws.services.lambda.crac;

/** As in Lambda's runtime client. */
public abstract class Context<R extends Resource> {

  public abstract void register(R resource);
}
