package com.amazonaws.services.lambda.crac;

/** As in Lambda's runtime client. */
public interface Resource {

  void afterRestore(Context<? extends Resource> context) throws Exception;

  void beforeCheckpoint(Context<? extends Resource> context) throws Exception;
}
