package dev.diverge.integrations.ids;

import dev.diverge.integrations.Fresh;
import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Phase;

/** Process engines lock the jobs they take in the database, under a name drawn at the start. */
public final class JobOwners implements Integration {

  private static final String FLOWABLE = "org.flowable.job.service.impl.asyncexecutor.";

  private static final String[] OWNERS = {
    "org.activiti.engine.impl.jobexecutor.JobExecutor",
    "org.activiti.engine.impl.asyncexecutor.DefaultAsyncJobExecutor",
    "org.camunda.bpm.engine.impl.jobexecutor.JobExecutor",
    "org.cibseven.bpm.engine.impl.jobexecutor.JobExecutor",
    "org.operaton.bpm.engine.impl.jobexecutor.JobExecutor",
    FLOWABLE + "AbstractAsyncExecutor", // before 6.5
    FLOWABLE + "AsyncJobExecutorConfiguration"
  };

  @Override
  public void describe(Library library) {
    library
        .name("job-owners")
        .verifiedOn("org.activiti:activiti-engine", "5.14", "7.1.0.M6")
        .verifiedOn("org.camunda.bpm:camunda-engine", "7.1.0-Final", "7.24.0")
        .verifiedOn("org.flowable:flowable-job-service", "6.2.0", "8.0.0")
        .verifiedOn("org.operaton.bpm:operaton-engine", "1.0.3", "1.0.3")
        .state(
            "the name under which a job executor locks the jobs that it takes; the id of JobRunr's"
                + " server")
        .reset("drawn anew; one that was configured has a number put behind it")
        .limits(
            "a job that was locked at the clone is free again when its lock's time is over;"
                + " JobRunr's server is described by its code, and not tried");
    for (String owner : OWNERS) {
      library
          .type(owner)
          .noticed("getLockOwner")
          .phase(Phase.CONNECTIONS)
          .onCloneEach(each -> each.run("lockOwner", JobOwners::rename).ifThere());
    }
    library
        .type("org.jobrunr.server.BackgroundJobServerConfiguration")
        .phase(Phase.CONNECTIONS)
        .onCloneEach(each -> each.set("id", fresh -> fresh.uuid()).ifThere()); // from 7
    library
        .type("org.jobrunr.server.BackgroundJobServer")
        .noticed("getId")
        .phase(Phase.CONNECTIONS)
        .onCloneEach(each -> each.set("backgroundJobServerId", fresh -> fresh.uuid()).ifThere());
  }

  private static void rename(Instance executor, Fresh fresh) throws Exception {
    Instance owner = executor.get("lockOwner");
    if (owner.value() != null) {
      executor.set("lockOwner", Names.another(owner.as(String.class), fresh));
    }
  }
}
