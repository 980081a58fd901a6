package dev.diverge.testapps.lifecycle;

import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.springframework.stereotype.Component;

/** A bean that registers itself, as the documentation of CRaC has it. */
@Component
final class Lease implements Resource {

  Lease() {
    Core.getGlobalContext().register(this);
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    System.out.println("lease given up");
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    System.out.println("lease taken");
  }
}
