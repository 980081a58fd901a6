package dev.diverge.integrations.ids;

import dev.diverge.integrations.Fresh;
import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Phase;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * RocketMQ's brokers share queues out among clients by their ids, and tell messages apart by ids of
 * the host, the process, the time and a counter. A client is renamed once in an epoch, since the
 * broker has to be told.
 */
public final class RocketMqIds implements Integration {

  private static final int OWN = 12;

  @Override
  public void describe(Library library) {
    library
        .name("rocketmq-ids")
        .verifiedOn("org.apache.rocketmq:rocketmq-client", "4.2.0", "5.5.0")
        .verifiedOn("org.apache.rocketmq:rocketmq-client-java", "5.0.5", "5.2.0")
        .state("what unique ids of messages begin with; each client's id, also of the gRPC client")
        .reset("process and loader in message ids become random, client ids another clone's not")
        .limits(
            "messages under way are sent again by each clone, as for any lost connection; a"
                + " consumer has no queues until it has told the broker its new id, in half a"
                + " minute");
    library
        .type("org.apache.rocketmq.common.message.MessageClientIDSetter")
        .checked("createUniqID")
        .onClone(
            statics ->
                statics
                    .run("FIX_STRING", RocketMqIds::rename)
                    .apply(
                        "COUNTER",
                        AtomicInteger.class,
                        (counter, fresh) -> counter.set(fresh.bits(Short.SIZE))));
    library
        .type("org.apache.rocketmq.client.impl.factory.MQClientInstance")
        .noticed("getClientId", "prepareHeartbeatData", "queryAssignment")
        .phase(Phase.CONNECTIONS)
        .onCloneEach(each -> each.run("clientId", (s, fresh) -> another(s, "clientId", fresh)));
    library
        .type("org.apache.rocketmq.client.java.misc.ClientId")
        .noticed("toString")
        .phase(Phase.CONNECTIONS)
        .onCloneEach(each -> each.run("id", (s, fresh) -> another(s, "id", fresh)));
    library
        .type("org.apache.rocketmq.client.java.message.MessageIdCodec")
        .drawn("nextMessageId")
        .onCloneEach(
            each ->
                each.set(
                    "processFixedStringV1",
                    fresh -> Names.hex(fresh.number(), 16).toUpperCase(Locale.ROOT)));
  }

  /** Of the hex digits of address, process and class loader all but the address. */
  private static void rename(Instance statics, Fresh fresh) throws Exception {
    String own = Names.hex(fresh.number(), OWN).toUpperCase(Locale.ROOT);
    Instance fixed = statics.get("FIX_STRING");
    if (fixed.value() instanceof char[] digits) { // from 4.9
      own.getChars(0, OWN, digits, digits.length - OWN);
    } else {
      String digits = fixed.as(String.class);
      statics.set("FIX_STRING", digits.substring(0, digits.length() - OWN) + own);
    }
  }

  private static void another(Instance client, String field, Fresh fresh) throws Exception {
    client.set(field, Names.another(client.get(field).as(String.class), fresh));
  }
}
