package dev.diverge.integrations.ids;

import dev.diverge.integrations.Fresh;
import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import java.util.concurrent.atomic.AtomicLong;

/** HL7 messages are acknowledged by their control id, which HAPI counts. */
public final class HapiIds implements Integration {

  private static final String HAPI = "ca.uhn.hl7v2.util.";
  private static final String IN_MEMORY = HAPI + "idgenerator.InMemoryIDGenerator";

  @Override
  public void describe(Library library) {
    library
        .name("hapi-ids")
        .verifiedOn("ca.uhn.hapi:hapi-base", "2.2", "2.6.0")
        .state("the counters of control ids: in memory, in blocks, and of MessageIDGenerator")
        .reset("go on from a random number; a block is given up, the next id comes from its source")
        .limits("FileBasedGenerator reads its file each time, unless told: clones share the file");
    library
        .type(HAPI + "idgenerator.HiLoGenerator")
        .drawn("getID")
        .onCloneEach(each -> each.set("base", fresh -> -1L).set("lo", fresh -> 0L));
    library.type(IN_MEMORY).drawn("getID").onCloneEach(each -> each.run(HapiIds::renew));
    library
        .type(HAPI + "MessageIDGenerator")
        .drawn("getNewID")
        .onCloneEach(each -> each.set("id", fresh -> fresh.number() >>> 8));
  }

  /** What is kept in a file counts on from that. */
  private static void renew(Instance generator, Fresh fresh) throws Exception {
    if (generator.itself().className().equals(IN_MEMORY)) {
      generator.get("al").as(AtomicLong.class).set(fresh.number() >>> 8);
    }
  }
}
