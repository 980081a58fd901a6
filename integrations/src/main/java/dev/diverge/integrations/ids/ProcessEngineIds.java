package dev.diverge.integrations.ids;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;

/**
 * Activiti and the engines that stem from it take a block of keys from the database and deal it out
 * by themselves; two clones would deal out the same.
 */
public final class ProcessEngineIds implements Integration {

  @Override
  public void describe(Library library) {
    library
        .name("process-engine-ids")
        .verifiedOn("org.activiti:activiti-engine", "5.14", "7.1.0.M6")
        .verifiedOn("org.camunda.bpm:camunda-engine", "7.1.0-Final", "7.24.0")
        .verifiedOn("org.cibseven.bpm:cibseven-engine", "1.1.0", "2.0.0")
        .verifiedOn("org.flowable:flowable-engine", "6.0.0", "8.0.0")
        .verifiedOn("org.operaton.bpm:operaton-engine", "1.0.0", "1.0.3")
        .state("the block of keys of each DbIdGenerator")
        .reset("the block is given up, the next key comes from the database")
        .limits("keys of the block given up stay unused; a key taken but not yet stored is kept");
    for (String engine :
        new String[] {
          "org.activiti", "org.camunda.bpm", "org.cibseven.bpm", "org.flowable", "org.operaton.bpm"
        }) {
      library
          .type(engine + ".engine.impl.db.DbIdGenerator")
          .drawn("getNextId")
          .onCloneEach(each -> each.set("nextId", fresh -> 0L).set("lastId", fresh -> -1L));
    }
  }
}
