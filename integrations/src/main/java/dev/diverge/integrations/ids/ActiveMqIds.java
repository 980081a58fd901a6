package dev.diverge.integrations.ids;

import dev.diverge.integrations.Fresh;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;

/**
 * ActiveMQ names connections, clients and their messages by the host, a port, the time of the start
 * and counters.
 */
public final class ActiveMqIds implements Integration {

  @Override
  public void describe(Library library) {
    library
        .name("activemq-ids")
        .verifiedOn("org.apache.activemq:activemq-client", "5.11.0", "6.3.1")
        .state("what ids of IdGenerators begin with: connections', clients', messages'")
        .reset("the time of the start, which is part of it, becomes a random number")
        .limits(
            "a connection that was open keeps its id, which those of its messages begin with, also"
                + " where failover: connects it anew");
    library
        .type("org.apache.activemq.util.IdGenerator")
        .checked("(Ljava/lang/String;)V")
        .drawn("generateId")
        .onClone(
            statics ->
                statics.run(
                    "UNIQUE_STUB",
                    (generator, fresh) ->
                        generator.set(
                            "UNIQUE_STUB",
                            atAnotherTime(generator.get("UNIQUE_STUB").as(String.class), fresh))))
        .onCloneEach(
            each ->
                each.run(
                    "seed",
                    (generator, fresh) ->
                        generator.set(
                            "seed", atAnotherTime(generator.get("seed").as(String.class), fresh))));
  }

  /**
   * A stub with another time.
   *
   * @param stub {@code PREFIX-PORT-TIME-REST}
   */
  private static String atAnotherTime(String stub, Fresh fresh) {
    int end = stub.lastIndexOf('-');
    int start = stub.lastIndexOf('-', end - 1) + 1;
    return stub.substring(0, start) + (fresh.number() >>> 1) + stub.substring(end);
  }
}
