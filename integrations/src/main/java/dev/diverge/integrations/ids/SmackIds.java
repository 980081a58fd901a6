package dev.diverge.integrations.ids;

import dev.diverge.integrations.Fresh;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;

/** Smack's stanzas are told apart by a prefix drawn once and a counter. */
public final class SmackIds implements Integration {

  private static final String SMACK = "org.jivesoftware.smack.packet.id.";
  private static final int DIGITS = 16;

  @Override
  public void describe(Library library) {
    library
        .name("smack-ids")
        .verifiedOn("org.igniterealtime.smack:smack-core", "4.1.0", "4.4.8")
        .state("the prefix of stanza ids")
        .reset("drawn anew before the next stanza is named");
    library
        .type(SMACK + "StandardStanzaIdSource")
        .drawn("getNewStanzaId")
        .onCloneEach(each -> each.set("prefix", SmackIds::prefix));
    library
        .type(SMACK + "StanzaIdUtil") // before 4.4
        .checked("newStanzaId")
        .onClone(statics -> statics.set("PREFIX", SmackIds::prefix));
  }

  private static String prefix(Fresh fresh) {
    return Names.hex(fresh.number(), DIGITS) + "-";
  }
}
