package dev.diverge.integrations.ids;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Severity;

/** SNMPv3 encrypts with the salt as its IV: two messages under one are as good as read. */
public final class Snmp4j implements Integration {

  private static final String SNMP = "org.snmp4j.";

  @Override
  public void describe(Library library) {
    library
        .name("snmp4j")
        .severity(Severity.SECURITY)
        .verifiedOn("org.snmp4j:snmp4j", "1.7.1", "3.13.1")
        .state("the salt of encryption, which is counted on; ids of messages and of requests")
        .reset("drawn anew before the next is taken")
        .limits("the engine id stays: agents that clones are have one between them");
    library
        .type(SNMP + "security.Salt")
        .drawn("getNext")
        .onCloneEach(each -> each.set("salt", fresh -> fresh.number()));
    library
        .type(SNMP + "mp.MPv3")
        .drawn("getNextMessageID")
        .onCloneEach(each -> each.set("currentMsgID", fresh -> fresh.bits(Integer.SIZE - 2)));
    library
        .type(SNMP + "MessageDispatcherImpl")
        .drawn("getNextRequestID")
        .onCloneEach(each -> each.set("nextTransactionID", fresh -> fresh.bits(Integer.SIZE - 2)));
  }
}
