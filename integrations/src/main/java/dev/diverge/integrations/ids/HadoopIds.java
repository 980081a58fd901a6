package dev.diverge.integrations.ids;

import dev.diverge.integrations.Fresh;
import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Phase;
import dev.diverge.integrations.Severity;

/**
 * Hadoop's servers keep an answer under the client's id and the call's number, and give it to
 * whoever asks under the same; a file that is written belongs to the client of a name.
 */
public final class HadoopIds implements Integration {

  private static final String PREFIX = "DFSClient_";

  @Override
  public void describe(Library library) {
    library
        .name("hadoop-ids")
        .severity(Severity.SECURITY)
        .verifiedOn("org.apache.hadoop:hadoop-common", "3.0.0", "3.5.0")
        .verifiedOn("org.apache.hadoop:hadoop-hdfs-client", "3.5.0", "3.5.0")
        .state("the id of each RPC client, the name by which each DFSClient holds leases")
        .reset("drawn anew, before the next call")
        .limits("a file that was being written at the clone is no clone's any more");
    library
        .type("org.apache.hadoop.ipc.Client")
        .noticed("call")
        .phase(Phase.CONNECTIONS)
        .onCloneEach(each -> each.apply("clientId", byte[].class, HadoopIds::fill));
    library
        .type("org.apache.hadoop.hdfs.DFSClient")
        .noticed("getClientName", "create", "append", "truncate", "recoverLease", "renewLease")
        .phase(Phase.CONNECTIONS)
        .onCloneEach(each -> each.run("clientName", HadoopIds::rename));
  }

  private static void fill(byte[] id, Fresh fresh) {
    System.arraycopy(fresh.bytes(id.length), 0, id, 0, id.length);
  }

  /** The number between task and thread: {@code DFSClient_TASK_NUMBER_THREAD}. */
  private static void rename(Instance client, Fresh fresh) throws Exception {
    String name = client.get("clientName").as(String.class);
    int end = name.lastIndexOf('_');
    int start = name.lastIndexOf('_', end - 1) + 1;
    if (name.startsWith(PREFIX) && start > PREFIX.length()) {
      client.set("clientName", name.substring(0, start) + fresh.number() + name.substring(end));
    } else {
      client.set("clientName", Names.another(name, fresh));
    }
  }
}
