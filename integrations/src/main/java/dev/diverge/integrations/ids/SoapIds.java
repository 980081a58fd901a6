package dev.diverge.integrations.ids;

import dev.diverge.integrations.Fresh;
import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;

/** SOAP stacks name messages and attachments by what they drew once, and a counter. */
public final class SoapIds implements Integration {

  private static final String AXIOM = "org.apache.axiom.";
  private static final int CLOCK_BITS = 14;
  private static final int NODE_DIGITS = 12;

  @Override
  public void describe(Library library) {
    library
        .name("soap-ids")
        .verifiedOn("org.apache.cxf:cxf-core", "4.0.5", "4.0.5")
        .verifiedOn("org.apache.ws.commons.axiom:axiom-api", "1.2.15", "2.0.0")
        .verifiedOn("org.apache.axis:axis", "1.4", "1.4")
        .state(
            "what ids of attachments begin with in CXF, of messages in Axiom (Axis2), WSS4J 1 and"
                + " Axis 1; UUIDs that Axiom drew in advance")
        .reset("drawn anew before the next id is made")
        .limits("WSS4J 1 is described by its code, and not tried");
    library
        .type("org.apache.cxf.attachment.AttachmentUtil")
        .checked("createContentID")
        .onClone(statics -> statics.set("ATT_UUID", fresh -> fresh.uuid().toString()));
    library
        .type(AXIOM + "util.UIDGenerator")
        .checked("generateContentId", "generateMimeBoundary", "generateUID", "generateURNString")
        .onClone(
            statics ->
                statics.set("seqXorOperand", fresh -> fresh.number()).run(SoapIds::throwAway));
    for (String generator :
        new String[] {
          AXIOM + "om.util.UUIDGenerator", "org.apache.ws.security.util.UUIDGenerator"
        }) {
      library
          .type(generator)
          .checked("getUUID")
          .onClone(
              statics ->
                  statics.set(
                      "baseUUID", fresh -> Names.hex(fresh.number(), 16) + fresh.bits(Short.SIZE)));
    }
    library
        .type("org.apache.axis.components.uuid.FastUUIDGen")
        .checked("nextUUID")
        .onClone(
            statics ->
                statics
                    .set("clockSequence", fresh -> fresh.bits(CLOCK_BITS))
                    .set("nodeStr", fresh -> Names.hex(TimeBasedUuid.node(fresh), NODE_DIGITS)));
  }

  /** Random bytes drawn in advance, a cache for some threads. */
  private static void throwAway(Instance statics, Fresh fresh) throws Exception {
    if (statics.hasField("uuidCaches")) {
      for (Instance cache : statics.get("uuidCaches").each()) {
        cache.set("randomBytes", null).set("position", 0);
      }
    }
  }
}
